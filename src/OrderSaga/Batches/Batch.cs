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

    public string Phase { get; set; } = null!;
    public string? Message { get; set; }
    public string? ReasonCode { get; set; }

    /// <summary>Of a successful batch: complete or partial.</summary>
    public string? Outcome { get; set; }

    // What it is; fixed at its preparation.
    public Guid BulkId { get; set; }

    /// <summary>1, 2, 3 … within the bulk.</summary>
    public int Number { get; set; }

    /// <summary>The batch whose products are ordered again in this one.</summary>
    public Guid? RetryOf { get; set; }

    public string Owner { get; set; } = null!;
    public string Tenant { get; set; } = null!;
    public string? Label { get; set; }

    /// <summary><c>continue</c> or <c>all</c>.</summary>
    public string FailurePolicy { get; set; } = null!;

    public int NumberOfProducts { get; set; }

    /// <summary>Bytes, with the configured default for products of unknown size.</summary>
    public long Volume { get; set; }

    public DateTime PreparedAt { get; set; }

    // What the trigger may change.
    public int Priority { get; set; }

    /// <summary>JSON of successUri, inProgressUri, failedUri.</summary>
    [NotInSnapshot]
    public string? Subscriber { get; set; }

    /// <summary>How the client wants the job's results, in the gateway's words.</summary>
    public string? ResultForm { get; set; }

    // Counts of its orders: absolute, only ever set from a recount.
    public int Waiting { get; set; }
    public int Running { get; set; }
    public int Successful { get; set; }
    public int Failed { get; set; }
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

    public DateTime? Started { get; set; }
    public DateTime? Finished { get; set; }
    public DateTime Updated { get; set; }

    /// <summary>A finished job that its client removed: shown as dismissed, its results gone.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>The row is the loops' task: set means "there is work to do from then on".</summary>
    public DateTime? Due { get; set; }

    public DateTime? ClaimedUntil { get; set; }
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
