using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
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

    /// <summary>One of <see cref="OrderPhase"/>.</summary>
    public string Phase { get; set; } = OrderPhase.Queued;

    /// <summary>What its client is told in words, at most 4000 characters; null for nothing.</summary>
    public string? Message { get; set; }

    /// <summary>One of <see cref="Orders.ReasonCode"/> once it has failed; else null.</summary>
    public string? ReasonCode { get; set; }

    // What was ordered; fixed at acceptance.

    /// <summary>As its client wrote it: provider id, URN or catalogue item URL.</summary>
    public string ProductIdentifier { get; set; } = null!;

    /// <summary>What the archive knows the product by; null when the catalogue has not exactly one such product.</summary>
    public string? ProductUrn { get; set; }

    /// <summary>Provider id of the product; null as above.</summary>
    public string? ProductId { get; set; }

    /// <summary>Data model of the product; null as above.</summary>
    public string? Model { get; set; }

    /// <summary>Kind of the product, in the archive's words; null as above.</summary>
    public string? EntityType { get; set; }

    /// <summary>1 to 100, higher first.</summary>
    public int Priority { get; set; }

    /// <summary>Who ordered, at most 128 characters; owners share the window towards the archive.</summary>
    public string Owner { get; set; } = null!;

    /// <summary>The archive's project that the product belongs to.</summary>
    public string Tenant { get; set; } = null!;

    /// <summary>The client's own name for the order.</summary>
    public string? Label { get; set; }

    /// <summary>Its request is not sent earlier; null for at once.</summary>
    public DateTime? NotBefore { get; set; }

    /// <summary>What is asked for besides the product, as JSON (<see cref="Archive.ArchiveContent.Text"/>); null for what the archive does by itself.</summary>
    [NotInSnapshot, NotInLists]
    public string? Patch { get; set; }

    /// <summary>Whether <see cref="Patch"/> adds or replaces files: such a request may get no success of its own.</summary>
    public bool HasFiles { get; set; }

    /// <summary>JSON of successUri, inProgressUri, failedUri.</summary>
    [NotInSnapshot]
    public string? Subscriber { get; set; }

    /// <summary>Digest of the submitted content: the same id with another one is another order, and refused.</summary>
    [NotInSnapshot]
    public string ContentDigest { get; set; } = null!;

    /// <summary>How its client wanted the results, in the gateway's words; null for an order that did not come over HTTP.</summary>
    public string? ResultForm { get; set; }

    /// <summary>The batch that it is an item of; null for an order of its own.</summary>
    public Guid? BatchId { get; set; }

    /// <summary>The bulk that the batch is of; null as above.</summary>
    public Guid? BulkId { get; set; }

    // The job's times.

    /// <summary>When it was placed; of an item of a batch, when the batch was triggered.</summary>
    public DateTime Created { get; set; }

    /// <inheritdoc/>
    public DateTime? Started { get; set; }

    /// <inheritdoc/>
    public DateTime? Finished { get; set; }

    /// <inheritdoc/>
    public DateTime Updated { get; set; }

    /// <summary>Milliseconds from start to end, kept for the job list; null until the end, and for an order that never started.</summary>
    public long? Duration { get; set; }

    /// <summary>A finished job that its client removed: shown as dismissed, its results gone. The order keeps its outcome.</summary>
    public DateTime? RemovedAt { get; set; }

    // Facts at completion.

    /// <summary>Bytes of the product, as the catalogue gave them; null where it did not.</summary>
    public long? OrderSize { get; set; }

    /// <summary>Where the product can be downloaded; null before it can, and where no link is configured.</summary>
    public string? ProductLink { get; set; }

    /// <summary>When the product goes offline again, as it was fixed at completion.</summary>
    public DateTime? EvictionDate { get; set; }

    // Towards the archive. The order row is the outbox: DispatchAt set means "wants to be sent".

    /// <summary>Number of the attempt, from 1; each is a request to the archive with an id of its own.</summary>
    public int Attempt { get; set; }

    /// <summary>From when a dispatcher may take it; null when it wants nothing sent.</summary>
    public DateTime? DispatchAt { get; set; }

    /// <summary>Until then the dispatcher that took it has it; afterwards any may take it again.</summary>
    public DateTime? ClaimedUntil { get; set; }

    /// <summary>How often the request of this attempt was handed to a dispatcher; more than once after a crash.</summary>
    public int Sends { get; set; }

    /// <summary>When this attempt's request was handed over; null before.</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>Counts against the window of requests sent and not finished.</summary>
    public bool InFlight { get; set; }

    /// <summary>When something is done without a message: its date has come, the archive has been silent too long, or the product goes offline again; null for nothing.</summary>
    public DateTime? Deadline { get; set; }

    /// <summary>Number of the last published status change.</summary>
    public int Sequence { get; set; }

    /// <summary>Number of the last history row.</summary>
    public int Entries { get; set; }

    /// <summary>The OGC status of the order itself.</summary>
    public string Status => JobStatus.FromState(State);

    DateTime? IJobSaga.Created => Created;
}

/// <summary>Columns and indexes of an order. What was ordered is fixed.</summary>
sealed class OrderMap() : JobMap<Order>(
    "orders",
    nameof(Order.ProductIdentifier), nameof(Order.ProductUrn), nameof(Order.ProductId), nameof(Order.Model), nameof(Order.EntityType),
    nameof(Order.Priority), nameof(Order.Owner), nameof(Order.Tenant), nameof(Order.Label), nameof(Order.NotBefore), nameof(Order.Patch),
    nameof(Order.HasFiles), nameof(Order.Subscriber), nameof(Order.ContentDigest), nameof(Order.ResultForm),
    nameof(Order.BatchId), nameof(Order.BulkId), nameof(Order.Created))
{
    public override void Configure(EntityTypeBuilder<Order> builder)
    {
        base.Configure(builder);
        // The dispatcher's next page: from one owner to the next within a priority, and from the head of each queue on.
        builder.HasIndex(o => new { o.Priority, o.Owner, o.DispatchAt, o.CorrelationId }, "ix_orders_dispatch").HasFilter("dispatch_at IS NOT NULL");
        // The count of the window.
        builder.HasIndex(o => o.Owner, "ix_orders_in_flight").HasFilter("in_flight");
        // Quotas: what is open, and what was sent in the last hour.
        builder.HasIndex(o => new { o.Owner, o.Finished, o.SentAt }, "ix_orders_owner");
        // The pace of the archive: the latest ends.
        builder.HasIndex(o => o.Finished, "ix_orders_finished").HasFilter("finished IS NOT NULL");
        // The recount of a batch, and its items.
        builder.HasIndex(o => new { o.BatchId, o.State }, "ix_orders_batch").HasFilter("batch_id IS NOT NULL");
        // The job list leaves items of batches out, so its indexes do: newest first, by status, removed ones, by duration.
        builder.HasIndex(o => new { o.Created, o.CorrelationId }, "ix_orders_jobs").HasFilter("batch_id IS NULL").IsDescending();
        builder.HasIndex(o => new { o.State, o.Created, o.CorrelationId }, "ix_orders_jobs_status")
            .HasFilter("batch_id IS NULL AND removed_at IS NULL").IsDescending(false, true, true);
        builder.HasIndex(o => new { o.Created, o.CorrelationId }, "ix_orders_jobs_removed")
            .HasFilter("batch_id IS NULL AND removed_at IS NOT NULL").IsDescending();
        builder.HasIndex(o => new { o.Duration, o.Created, o.CorrelationId, o.State, o.RemovedAt }, "ix_orders_jobs_duration")
            .HasFilter("batch_id IS NULL AND duration IS NOT NULL").IsDescending(false, true, true, false, false);
    }
}
