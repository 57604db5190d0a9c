using OrderSaga.Contracts;

namespace OrderSaga.Bulks;

/// <summary>What became of a bulk's message: placed, or refused with every fault.</summary>
public sealed record BulkPlacement(Guid? BulkId, IReadOnlyList<FieldFault> Faults)
{
    /// <summary>Whether the bulk is stored, now or by an earlier message.</summary>
    public bool IsPlaced => Faults.Count == 0;
}

/// <summary>What a bulk would come to; nothing is stored.</summary>
public sealed record BulkForecast
{
    /// <summary>Faults of the inputs; then nothing was counted.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>Products that would be ordered.</summary>
    public int NumberOfProducts { get; init; }

    /// <summary>Bytes, with the configured default for products of unknown size.</summary>
    public long TotalVolume { get; init; }

    /// <summary>Batches that it would be split into.</summary>
    public int NumberOfBatches { get; init; }

    /// <summary>Products that would not be ordered, by <see cref="RejectionReason"/>.</summary>
    public IReadOnlyDictionary<string, int> Rejected { get; init; } = new Dictionary<string, int>();

    /// <summary>How many there are in all, as far as the catalogue says.</summary>
    public long? Matched { get; init; }

    /// <summary>Products that the owner's quota would still allow in this bulk; null without a quota.</summary>
    public int? QuotaLeft { get; init; }

    /// <summary>False when the time was over, or the bulk would fail, before all were counted; or the catalogue gave something else than it announced.</summary>
    public bool IsComplete { get; init; }

    /// <summary>A <see cref="BulkReason"/> when the bulk would fail.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>For people: why it would fail, or have no batches, or what has to be said of it.</summary>
    public string? Message { get; init; }
}
