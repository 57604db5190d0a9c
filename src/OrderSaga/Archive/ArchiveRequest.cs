namespace OrderSaga.Archive;

/// <summary>One attempt to have an order carried out: what the archive is told of it.</summary>
public sealed record ArchiveRequest
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Number of the attempt, from 1; each has an id of its own.</summary>
    public required int Attempt { get; init; }

    /// <summary>What the archive repeats in its answers: <see cref="RequestIds.For"/> this order and attempt.</summary>
    public string Id => RequestIds.For(OrderId, Attempt);

    /// <summary>Project of the archive, one of <see cref="ArchiveOptions.AllTenants"/>.</summary>
    public required string Tenant { get; init; }

    /// <summary>In whose name; at most <see cref="ArchiveOptions.LongestOwner"/> characters.</summary>
    public required string Owner { get; init; }

    /// <summary>1 to 100; 100 is served first.</summary>
    public required int Priority { get; init; }

    /// <summary>A word of the client's own, at most 128 characters.</summary>
    public string? Label { get; init; }

    /// <summary>When the order was accepted, UTC.</summary>
    public required DateTime Created { get; init; }

    /// <summary>The time before which it is not to be carried out, UTC.</summary>
    public DateTime? NotBefore { get; init; }

    /// <summary>The product that is ordered.</summary>
    public required ArchiveProduct Product { get; init; }

    /// <summary>What is asked for besides the product, as <see cref="ArchiveContent.Text"/>; null for what the archive does by itself.</summary>
    public string? Content { get; init; }
}

/// <summary>A product as the archive knows it.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Urn">The archive's own name of this version of it.</param>
/// <param name="Model">Data model of its properties.</param>
/// <param name="EntityType">Its kind, e.g. <c>DATA</c>.</param>
public sealed record ArchiveProduct(string Id, string Urn, string Model, string EntityType);

/// <summary>What an order asks for besides its product, read and found right by the archive.</summary>
/// <param name="Text">Compact JSON, the same for the same content: it is kept with the order, and tells it from others.</param>
/// <param name="HasFiles">It brings files, of which the archive may tell no success (<see cref="ArchiveOptions.FilePatchCompletion"/>).</param>
public sealed record ArchiveContent(string Text, bool HasFiles);
