using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Html;

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
