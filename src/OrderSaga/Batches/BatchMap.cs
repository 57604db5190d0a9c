using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;

namespace OrderSaga.Batches;

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
