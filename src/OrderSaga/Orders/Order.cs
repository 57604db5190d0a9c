using OrderSaga.Jobs;

namespace OrderSaga.Orders;

/// <summary>One order: one saga instance, one OGC job. All times UTC.</summary>
public sealed class Order : IRecordedJob, IPlacedJob, IReportedJob<Order>
{
    /// <summary>Its word in a callback's row.</summary>
    public const string JobKind = "order";

    static JobReports<Order> IReportedJob<Order>.Reports { get; } = new OrderReports();

    /// <summary>Order id = job id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Name of the machine's state; stored and shown as the OGC status (<see cref="Status"/>).</summary>
    public string State { get; set; } = null!;

    public string Phase { get; set; } = OrderPhase.Queued;
    public string? Message { get; set; }
    public string? ReasonCode { get; set; }

    // What was ordered; fixed at acceptance.
    public string ProductIdentifier { get; set; } = null!;
    public string? ProductUrn { get; set; }
    public string? ProductId { get; set; }
    public string? Model { get; set; }
    public string? EntityType { get; set; }
    public int Priority { get; set; }
    public string Owner { get; set; } = null!;
    public string Tenant { get; set; } = null!;
    public string? Label { get; set; }
    public DateTime? NotBefore { get; set; }

    /// <summary>What is asked for besides the product, as JSON (<see cref="Archive.ArchiveContent.Text"/>); null for what the archive does by itself.</summary>
    [NotInSnapshot]
    public string? Patch { get; set; }

    public bool HasFiles { get; set; }

    /// <summary>JSON of successUri, inProgressUri, failedUri.</summary>
    [NotInSnapshot]
    public string? Subscriber { get; set; }

    /// <summary>Digest of the submitted content: the same id with another one is another order, and refused.</summary>
    [NotInSnapshot]
    public string ContentDigest { get; set; } = null!;

    /// <summary>How its client wanted the results, in the gateway's words; null for an order that did not come over HTTP.</summary>
    public string? ResultForm { get; set; }

    public Guid? BatchId { get; set; }
    public Guid? BulkId { get; set; }

    // The job's times.
    public DateTime Created { get; set; }
    public DateTime? Started { get; set; }
    public DateTime? Finished { get; set; }
    public DateTime Updated { get; set; }

    /// <summary>Milliseconds from start to end, kept for the job list; null until the end, and for an order that never started.</summary>
    public long? Duration { get; set; }

    /// <summary>A finished job that its client removed: shown as dismissed, its results gone. The order keeps its outcome.</summary>
    public DateTime? RemovedAt { get; set; }

    // Facts at completion.
    public long? OrderSize { get; set; }
    public string? ProductLink { get; set; }
    public DateTime? EvictionDate { get; set; }

    // Towards the archive. The order row is the outbox: DispatchAt set means "wants to be sent".
    public int Attempt { get; set; }
    public DateTime? DispatchAt { get; set; }
    public DateTime? ClaimedUntil { get; set; }

    /// <summary>How often the request of this attempt was handed to a dispatcher; more than once after a crash.</summary>
    public int Sends { get; set; }

    public DateTime? SentAt { get; set; }

    /// <summary>Counts against the window of requests sent and not finished.</summary>
    public bool InFlight { get; set; }

    public DateTime? Deadline { get; set; }

    /// <summary>Number of the last published status change.</summary>
    public int Sequence { get; set; }

    /// <summary>Number of the last history row.</summary>
    public int Entries { get; set; }

    /// <summary>The OGC status of the order itself.</summary>
    public string Status => JobStatus.FromState(State);

    DateTime? IJobSaga.Created => Created;
}
