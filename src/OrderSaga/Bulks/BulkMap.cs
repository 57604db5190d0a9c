using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;

namespace OrderSaga.Bulks;

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
