using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;

namespace OrderSaga.Batches;

/// <summary>
/// One batch order: a slice of a bulk, the unit that is triggered and reported. One saga instance; an OGC job from its
/// trigger on. Its row is stored by the bulk's resolver. All times UTC.
/// </summary>
public sealed class Batch : IRecordedJob, IReportedJob<Batch>
{
    /// <summary>Its word in a callback's row.</summary>
    public const string JobKind = "batch";

    static JobReports<Batch> IReportedJob<Batch>.Reports { get; } = new BatchReports();

    /// <summary>Batch id = job id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Name of the machine's state: Prepared, Accepted, Running, Successful, Failed, Dismissed, Discarded; stored in lower case.</summary>
    public string State { get; set; } = null!;

    /// <summary>One of <see cref="BatchPhase"/>.</summary>
    public string Phase { get; set; } = null!;

    /// <summary>What its client is told in words; null for nothing.</summary>
    public string? Message { get; set; }

    /// <summary>One of <see cref="BatchReason"/> once it has failed or was discarded; else null.</summary>
    public string? ReasonCode { get; set; }

    /// <summary>Of a successful batch: complete or partial.</summary>
    public string? Outcome { get; set; }

    // What it is; fixed at its preparation.

    /// <summary>The bulk that it is a slice of.</summary>
    public Guid BulkId { get; set; }

    /// <summary>1, 2, 3 … within the bulk.</summary>
    public int Number { get; set; }

    /// <summary>The batch whose products are ordered again in this one.</summary>
    public Guid? RetryOf { get; set; }

    /// <inheritdoc/>
    public string Owner { get; set; } = null!;

    /// <summary>The archive's project that its products belong to.</summary>
    public string Tenant { get; set; } = null!;

    /// <summary>The client's own name for the bulk, and so for its batches.</summary>
    public string? Label { get; set; }

    /// <summary><c>continue</c> or <c>all</c>.</summary>
    public string FailurePolicy { get; set; } = null!;

    /// <summary>Orders that it has, or will have once it is triggered.</summary>
    public int NumberOfProducts { get; set; }

    /// <summary>Bytes, with the configured default for products of unknown size.</summary>
    public long Volume { get; set; }

    /// <summary>When the bulk's resolver stored it, or it was made for a retry.</summary>
    public DateTime PreparedAt { get; set; }

    // What the trigger may change.

    /// <summary>1 to 100, higher first; that of all its orders.</summary>
    public int Priority { get; set; }

    /// <summary>JSON of successUri, inProgressUri, failedUri.</summary>
    [NotInSnapshot]
    public string? Subscriber { get; set; }

    /// <summary>How the client wants the job's results, in the gateway's words.</summary>
    public string? ResultForm { get; set; }

    // Counts of its orders: absolute, only ever set from a recount.

    /// <summary>Orders that are accepted.</summary>
    public int Waiting { get; set; }

    /// <summary>Orders that are running.</summary>
    public int Running { get; set; }

    /// <summary>Orders that are successful.</summary>
    public int Successful { get; set; }

    /// <summary>Orders that failed.</summary>
    public int Failed { get; set; }

    /// <summary>Orders that are dismissed.</summary>
    public int Dismissed { get; set; }

    /// <summary>Bytes of the successful orders.</summary>
    public long? OrderSize { get; set; }

    /// <summary>The earliest of the successful orders.</summary>
    public DateTime? EvictionDate { get; set; }

    /// <summary>All its orders are in the order table.</summary>
    public bool OrdersStored { get; set; }

    // The job's times.

    /// <summary>When it was triggered; null before.</summary>
    public DateTime? Created { get; set; }

    /// <inheritdoc/>
    public DateTime? Started { get; set; }

    /// <inheritdoc/>
    public DateTime? Finished { get; set; }

    /// <inheritdoc/>
    public DateTime Updated { get; set; }

    /// <summary>A finished job that its client removed: shown as dismissed, its results gone.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>The row is the loops' task: set means "there is work to do from then on".</summary>
    public DateTime? Due { get; set; }

    /// <summary>Until then the loop that took it has it; afterwards any may go on with it.</summary>
    public DateTime? ClaimedUntil { get; set; }

    /// <summary>When the recount was made that its counts are from; null before the first.</summary>
    public DateTime? CountedAt { get; set; }

    /// <summary>While it is prepared: when nobody triggered it until then, it is discarded.</summary>
    public DateTime? Deadline { get; set; }

    /// <summary>Number of the last published status change.</summary>
    public int Sequence { get; set; }

    /// <summary>Number of the last history row.</summary>
    public int Entries { get; set; }

    /// <summary>prepared, discarded, or the OGC status.</summary>
    public string Status => JobStatus.FromState(State);
}

/// <summary>Columns and indexes of a batch. What it is was fixed at its preparation.</summary>
sealed class BatchMap() : JobMap<Batch>(
    "batches",
    nameof(Batch.BulkId), nameof(Batch.Number), nameof(Batch.RetryOf), nameof(Batch.Owner), nameof(Batch.Tenant), nameof(Batch.Label),
    nameof(Batch.FailurePolicy), nameof(Batch.Volume), nameof(Batch.PreparedAt))
{
    public override void Configure(EntityTypeBuilder<Batch> builder)
    {
        base.Configure(builder);
        // A bulk's batches, the loops' next tasks, what may have to be recounted, and the job list, newest first.
        builder.HasIndex(batch => new { batch.BulkId, batch.Number }, "ix_batches_bulk");
        builder.HasIndex(batch => new { batch.Due, batch.CorrelationId }, "ix_batches_due").HasFilter("due IS NOT NULL");
        builder.HasIndex(batch => batch.CountedAt, "ix_batches_counted").HasFilter("state IN ('accepted', 'running')");
        builder.HasIndex(batch => new { batch.Created, batch.CorrelationId }, "ix_batches_created").HasFilter("created IS NOT NULL").IsDescending();
    }
}
