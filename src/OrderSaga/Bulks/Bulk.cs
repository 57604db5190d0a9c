using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;

namespace OrderSaga.Bulks;

/// <summary>One bulk: a selection of products that is split into batches. One saga instance, one OGC job. All times UTC.</summary>
public sealed class Bulk : IRecordedJob, IPlacedJob, IReportedJob<Bulk>
{
    /// <summary>Its word in a callback's row.</summary>
    public const string JobKind = "bulk";

    static JobReports<Bulk> IReportedJob<Bulk>.Reports { get; } = new BulkReports();

    /// <summary>Bulk id = job id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Name of the machine's state; stored and shown as the OGC status (<see cref="Status"/>).</summary>
    public string State { get; set; } = null!;

    /// <summary>One of <see cref="BulkPhase"/>.</summary>
    public string Phase { get; set; } = BulkPhase.Queued;

    /// <summary>What its client is told in words; null for nothing.</summary>
    public string? Message { get; set; }

    /// <summary>One of <see cref="BulkReason"/> once it has failed, or has gone on in spite of something; else null.</summary>
    public string? ReasonCode { get; set; }

    // What was asked for; fixed at acceptance.

    /// <inheritdoc/>
    public string Owner { get; set; } = null!;

    /// <summary>The archive's project that the products belong to.</summary>
    public string Tenant { get; set; } = null!;

    /// <summary>The client's own name for the bulk.</summary>
    public string? Label { get; set; }

    /// <summary>1 to 100, higher first; its batches' unless their trigger says another.</summary>
    public int Priority { get; set; }

    /// <summary>JSON: <c>{"products":[…]}</c>, or the members of the query.</summary>
    [NotInSnapshot]
    public string Selection { get; set; } = null!;

    /// <summary>The most products that its client wants to select, those that are online already among them; null for the service's own limit.</summary>
    public int? MaxProducts { get; set; }

    /// <summary>The most products of one batch.</summary>
    public int BatchSizeProducts { get; set; }

    /// <summary>Bytes; null for no limit.</summary>
    public long? BatchSizeVolume { get; set; }

    /// <summary>Whether its batches are triggered as soon as they are prepared.</summary>
    public bool AutomaticTrigger { get; set; }

    /// <summary><c>continue</c> or <c>all</c>; handed on to the batches.</summary>
    public string FailurePolicy { get; set; } = null!;

    /// <summary>JSON of successUri, inProgressUri, failedUri.</summary>
    [NotInSnapshot]
    public string? Subscriber { get; set; }

    /// <summary>How the client wants the job's results, in the gateway's words.</summary>
    public string? ResultForm { get; set; }

    /// <summary>Digest of the submitted content: the same id with another one is another bulk, and refused.</summary>
    [NotInSnapshot]
    public string ContentDigest { get; set; } = null!;

    /// <summary>The moment whose catalogue counts: what is catalogued later is not in the bulk.</summary>
    public DateTime? ResolvedAt { get; set; }

    // Written by the resolver beside each page of products, in the same transaction.

    /// <summary>The source's word for the page that comes next; null before the first. Once all are stored: what has to be said of them, or null.</summary>
    public string? Resume { get; set; }

    /// <summary>How many the list names, or the catalogue says it has; null while unknown.</summary>
    public long? Matched { get; set; }

    /// <summary>Rows stored in <c>bulk_products</c>, the rejected among them.</summary>
    public int Taken { get; set; }

    /// <summary>Those of <see cref="Taken"/> that are not ordered.</summary>
    public int Rejected { get; set; }

    // Facts at completion.

    /// <summary>Products in its batches; null before they are there.</summary>
    public int? NumberOfProducts { get; set; }

    /// <summary>Bytes, with the configured default for products of unknown size.</summary>
    public long? TotalVolume { get; set; }

    /// <summary>Batches, those of second tries not among them; null before they are there.</summary>
    public int? NumberOfBatches { get; set; }

    // The job's times.

    /// <summary>When it was placed.</summary>
    public DateTime Created { get; set; }

    /// <inheritdoc/>
    public DateTime? Started { get; set; }

    /// <inheritdoc/>
    public DateTime? Finished { get; set; }

    /// <inheritdoc/>
    public DateTime Updated { get; set; }

    /// <summary>A finished job that its client removed: shown as dismissed, its results gone. The bulk keeps its outcome.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>
    /// Dismissed after its batches were there, or on the way to them: the prepared ones are discarded, and with true those
    /// that were triggered are dismissed. Null while nobody dismissed it.
    /// </summary>
    public bool? Cascade { get; set; }

    /// <summary>
    /// The row is the resolver's task: set means "there is work to do from then on". What is to do follows from the status:
    /// products to be resolved, batches to be triggered, or batches to be discarded.
    /// </summary>
    public DateTime? Due { get; set; }

    /// <summary>Until then the resolver that took it has it; afterwards any may go on with it.</summary>
    public DateTime? ClaimedUntil { get; set; }

    /// <summary>Of a dismissal that came before its bulk: when it waits no longer; else null.</summary>
    public DateTime? Deadline { get; set; }

    /// <summary>Number of the last published status change.</summary>
    public int Sequence { get; set; }

    /// <summary>Number of the last history row.</summary>
    public int Entries { get; set; }

    /// <summary>The OGC status of the bulk itself.</summary>
    public string Status => JobStatus.FromState(State);

    DateTime? IJobSaga.Created => Created;

    /// <summary>Percent of the products that are resolved, rounded down; 100 only when the batches are there.</summary>
    public int Progress => ProgressAs(Status);

    /// <summary>The progress with which a status is entered.</summary>
    internal int ProgressAs(string status) => status switch
    {
        JobStatus.Accepted => 0,
        JobStatus.Successful => 100,
        _ when Phase == BulkPhase.Splitting => 99,
        _ => Matched is > 0 ? (int)Math.Min(99, Taken * 100L / Matched.Value) : 0,
    };
}

/// <summary>Columns and indexes of a bulk. What was asked for is fixed.</summary>
sealed class BulkMap() : JobMap<Bulk>(
    "bulks",
    nameof(Bulk.Owner), nameof(Bulk.Tenant), nameof(Bulk.Label), nameof(Bulk.Priority), nameof(Bulk.Selection), nameof(Bulk.MaxProducts),
    nameof(Bulk.BatchSizeProducts), nameof(Bulk.BatchSizeVolume), nameof(Bulk.AutomaticTrigger), nameof(Bulk.FailurePolicy),
    nameof(Bulk.Subscriber), nameof(Bulk.ResultForm), nameof(Bulk.ContentDigest), nameof(Bulk.Created))
{
    public override void Configure(EntityTypeBuilder<Bulk> builder)
    {
        base.Configure(builder);
        builder.Ignore(bulk => bulk.Progress);
        // The resolver's next task, and the job list, newest first.
        builder.HasIndex(bulk => new { bulk.Due, bulk.CorrelationId }, "ix_bulks_due").HasFilter("due IS NOT NULL");
        builder.HasIndex(bulk => new { bulk.Created, bulk.CorrelationId }, "ix_bulks_created").IsDescending();
    }
}

sealed class BulkProductMap : IEntityTypeConfiguration<BulkProduct>
{
    public void Configure(EntityTypeBuilder<BulkProduct> builder)
    {
        builder.ToTable("bulk_products");
        builder.HasKey(product => new { product.BulkId, product.Position });
        builder.Property(product => product.Position).ValueGeneratedNever();
        // A batch's products, and the list of those not ordered.
        builder.HasIndex(product => product.BatchId, "ix_bulk_products_batch").HasFilter("batch_id IS NOT NULL");
        builder.HasIndex(product => new { product.BulkId, product.Position }, "ix_bulk_products_rejected").HasFilter("reason IS NOT NULL");
    }
}
