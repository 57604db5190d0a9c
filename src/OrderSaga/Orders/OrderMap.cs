using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;

namespace OrderSaga.Orders;

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
