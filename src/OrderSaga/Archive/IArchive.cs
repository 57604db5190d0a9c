using System.Text.Json;
using OrderSaga.Contracts;

namespace OrderSaga.Archive;

/// <summary>
/// The archive that carries orders out, as the rest of the service knows it. What it is asked for it answers when it
/// likes, a moment or days later, by sending an <see cref="IArchiveAnswer"/> to the mediator; each answer may come twice
/// or never. How it is reached, and what is said on the way, is its own business.
/// </summary>
public interface IArchive
{
    /// <summary>Whether it takes requests just now. While it does not, none is claimed for it.</summary>
    bool IsReady { get; }

    /// <summary>
    /// Hands a page of requests over, all of them together, each checked once more: settings may have changed since it was
    /// accepted. The same request may be handed over again, after a crash; it has the same id then.
    /// </summary>
    /// <param name="page">The requests.</param>
    /// <param name="cancellation">What is not handed over by then is kept back (<see cref="Handover.Obstacle"/>); the call itself does not throw for it.</param>
    /// <returns>What became of each, in the order of the page.</returns>
    Task<IReadOnlyList<Handover>> SendAsync(IReadOnlyList<ArchiveRequest> page, CancellationToken cancellation);
}

/// <summary>What became of a request that was to be handed over to the archive.</summary>
/// <param name="Refusal">It would harm the archive: every fault in one text. It is not sent, and never will be.</param>
/// <param name="Obstacle">What kept it back, this time.</param>
public readonly record struct Handover(string? Refusal, string? Obstacle)
{
    /// <summary>The archive has it, for sure.</summary>
    public static Handover Done => default;

    /// <summary>Whether the archive has it.</summary>
    public bool IsDone => Refusal is null && Obstacle is null;

    /// <summary>Not sent, and never will be.</summary>
    public static Handover Refused(string faults) => new(faults, null);

    /// <summary>Not sent this time, or not for sure.</summary>
    public static Handover Kept(string obstacle) => new(null, obstacle);
}

/// <summary>What an archive takes and what it refuses, so that a fault is told to who made it, before anything is accepted. Pure: nobody is asked.</summary>
public interface IArchiveRules
{
    /// <summary>What an order may ask for besides its product: names of members in camelCase, in the order in which they are shown.</summary>
    IReadOnlyList<string> ContentMembers { get; }

    /// <summary>Reads what an order asks for, and tells everything that is wrong with it at once. No JSON whatever makes it throw.</summary>
    /// <param name="content">An object of <see cref="ContentMembers"/>.</param>
    /// <param name="path">Where it stands in what the client sent; begins the fields of the faults.</param>
    /// <param name="snakeCase">Its members are named as over HTTP, <c>like_this</c>.</param>
    /// <param name="faults">Faults are added here.</param>
    /// <returns>Null if there was any fault.</returns>
    ArchiveContent? ReadContent(JsonElement content, string path, bool snakeCase, FoundFaults faults);

    /// <summary>What the archive would refuse of a product, whatever is asked of it: fields <c>product.urn</c>, <c>product.id</c>…; empty if it can be asked for.</summary>
    IReadOnlyList<FieldFault> CheckProduct(ArchiveProduct product);

    /// <summary>
    /// What the archive would refuse of a request, or be harmed by. Fields are named as in an order over AMQP
    /// (<c>product.urn</c>, <c>patch.files[0]</c>), and <c>requestDate</c> for the time from which it is due. Empty if it may be sent.
    /// </summary>
    IReadOnlyList<FieldFault> Check(ArchiveRequest request);
}
