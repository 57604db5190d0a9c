using OrderSaga.Jobs;

namespace OrderSaga.Bulks;

/// <summary>A valid bulk.</summary>
sealed record PlaceBulk : IPlacement
{
    public required Guid BulkId { get; init; }
    public required string Owner { get; init; }
    public required string Tenant { get; init; }
    public string? Label { get; init; }
    public required int Priority { get; init; }

    /// <summary>JSON, see <see cref="BulkSelection"/>.</summary>
    public required string Selection { get; init; }

    public int? MaxProducts { get; init; }
    public required int BatchSizeProducts { get; init; }
    public long? BatchSizeVolume { get; init; }
    public bool AutomaticTrigger { get; init; }
    public required string FailurePolicy { get; init; }
    public string? Subscriber { get; init; }
    public string? ResultForm { get; init; }
    public required string ContentDigest { get; init; }
    public required DateTime At { get; init; }
}

/// <summary>A resolver has taken the bulk and asks the catalogue as it is now.</summary>
sealed record ResolveBulk(Guid BulkId, DateTime At) : IJobCommand;

/// <summary>The batches are stored; absolute figures.</summary>
/// <param name="BulkId">The bulk.</param>
/// <param name="Products">Those in its batches.</param>
/// <param name="Volume">Bytes.</param>
/// <param name="Batches">How many there are.</param>
/// <param name="Message">For people; null when there is nothing to say.</param>
/// <param name="Reason">A <see cref="BulkReason"/> when it went on in spite of something; else null.</param>
/// <param name="At">When the last was stored, UTC.</param>
sealed record BulkPrepared(Guid BulkId, int Products, long Volume, int Batches, string? Message, DateTime At, string? Reason = null) : IJobCommand;

/// <summary>The bulk can't be prepared.</summary>
/// <param name="BulkId">The bulk.</param>
/// <param name="Claim">End of the claim under which the resolver works; another one's word does not count.</param>
/// <param name="Reason">A <see cref="BulkReason"/>.</param>
/// <param name="Message">For people.</param>
/// <param name="At">UTC.</param>
sealed record FailBulk(Guid BulkId, DateTime Claim, string Reason, string Message, DateTime At) : IJobCommand;

/// <summary>
/// Cancels a bulk that is not finished; of a finished one the prepared batches are discarded. <see cref="Remove"/>: a
/// finished one is taken from its client's sight (OGC dismiss of a finished job). <see cref="Cascade"/>: batches that were
/// triggered are dismissed too.
/// </summary>
public sealed record CancelBulk(Guid BulkId, string? Reason, bool Remove, bool Cascade, DateTime At) : IJobCommand;

/// <summary>As <see cref="CancelBulk"/>, from a door where messages about one bulk may overtake each other: where the bulk is not there yet, the dismissal waits for it.</summary>
/// <param name="BulkId">The bulk, there or to come.</param>
/// <param name="Reason">For people; null for none.</param>
/// <param name="Cascade">Batches that were triggered are dismissed too.</param>
/// <param name="Until">When it waits no longer and is refused, UTC.</param>
/// <param name="At">When it came, UTC.</param>
sealed record CancelBulkToCome(Guid BulkId, string? Reason, bool Cascade, DateTime Until, DateTime At) : IJobCommand
{
    internal CancelBulk ToCancelBulk() => new(BulkId, Reason, Remove: false, Cascade, At);
}

/// <summary>A command for a bulk that does not exist.</summary>
sealed class UnknownBulkException(Guid bulkId) : Exception($"There is no bulk {bulkId}.")
{
    public Guid BulkId { get; } = bulkId;
}
