using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;

namespace OrderSaga.Bulks;

/// <summary>Columns of a bulk. What was asked for is fixed.</summary>
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
    }
}

sealed class BulkProductMap : IEntityTypeConfiguration<BulkProduct>
{
    public void Configure(EntityTypeBuilder<BulkProduct> builder)
    {
        builder.ToTable("bulk_products");
        builder.HasKey(product => new { product.BulkId, product.Position });
        builder.Property(product => product.Position).ValueGeneratedNever();
    }
}
