using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Html;

/// <summary>What a resource shows between the head and the foot that all pages share.</summary>
/// <param name="Title">Its heading, and with the service's name the window's title.</param>
sealed record Page(string Title)
{
    /// <summary>What follows the heading.</summary>
    public required Markup Body { get; init; }

    /// <summary>Beside the heading: a status, an identifier.</summary>
    public Markup? Badge { get; init; }

    /// <summary>The part of the service the page belongs to; null for none.</summary>
    public Section? Section { get; init; }

    /// <summary>Pages above this one, outermost first.</summary>
    public IReadOnlyList<Link> Path { get; init; } = [];

    /// <summary>The body shows every value of the resource, so that it need not be told once more as JSON.</summary>
    public bool IsComplete { get; init; }

    /// <summary>How the page keeps itself up to date; null for one that does not change.</summary>
    public Live? Live { get; init; }
}

/// <summary>A page that fetches itself again and takes over the parts that changed.</summary>
/// <param name="Every">At least this often.</param>
/// <param name="Events">Address of the server-sent events that tell of a change at once.</param>
sealed record Live(TimeSpan Every, string? Events = null);

/// <summary>A part of the service; its room registers it, and it stands in the head's navigation.</summary>
/// <param name="Place">Sections stand in the order of their places.</param>
/// <param name="Title">As people call it.</param>
/// <param name="PathOf">Its first page.</param>
/// <param name="LinkOf">Its link on the landing page; null for none.</param>
sealed record Section(int Place, string Title, Func<Site, string> PathOf, Func<Addresses, Link>? LinkOf = null);

/// <summary>What the overview invites to; the first one registered stands out.</summary>
sealed record Invitation(string Text, Func<Site, string> PathOf);

/// <summary>A part of the overview.</summary>
interface IOverviewPart
{
    Task<Markup> ShowAsync(CancellationToken aborted);
}
