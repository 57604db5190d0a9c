namespace OrderSaga.Bulks;

/// <summary>One product of a bulk, as it was when the bulk was resolved; a later change of the catalogue does not change it.</summary>
public sealed class BulkProduct
{
    /// <summary>The bulk that it is of.</summary>
    public Guid BulkId { get; init; }

    /// <summary>1, 2, 3 … within the bulk, in the order of the selection.</summary>
    public int Position { get; init; }

    /// <summary>As the client or the catalogue names it.</summary>
    public string Identifier { get; init; } = null!;

    /// <summary>What the archive knows it by; null, as the next three, when the catalogue has not exactly one such product.</summary>
    public string? Urn { get; init; }

    /// <summary>Provider id.</summary>
    public string? ProductId { get; init; }

    /// <summary>Data model.</summary>
    public string? Model { get; init; }

    /// <summary>Its kind, in the archive's words.</summary>
    public string? EntityType { get; init; }

    /// <summary>Bytes; null when the catalogue does not say.</summary>
    public long? Size { get; init; }

    /// <summary>The batch that orders it; null for one that is not ordered.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Number of that batch within the bulk.</summary>
    public int? BatchNumber { get; init; }

    /// <summary>Why it is not ordered (<see cref="RejectionReason"/>); null for one that is.</summary>
    public string? Reason { get; init; }

    /// <summary>Field, value and rule: of an unusable one why it is that; of one that is ordered what of its item had to be read otherwise than it stands.</summary>
    public string? Fault { get; init; }
}
