using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;

namespace OrderSaga.Bulks;

/// <summary>Columns of a bulk. What is fixed at acceptance is marked so, and stays out of every update.</summary>
sealed class BulkMap : IEntityTypeConfiguration<Bulk>
{
    static readonly string[] Fixed =
    [
        nameof(Bulk.Owner), nameof(Bulk.Tenant), nameof(Bulk.Label), nameof(Bulk.Priority), nameof(Bulk.Selection), nameof(Bulk.MaxProducts),
        nameof(Bulk.BatchSizeProducts), nameof(Bulk.BatchSizeVolume), nameof(Bulk.AutomaticTrigger), nameof(Bulk.FailurePolicy),
        nameof(Bulk.Subscriber), nameof(Bulk.ResultForm), nameof(Bulk.ContentDigest), nameof(Bulk.Created),
    ];

    public void Configure(EntityTypeBuilder<Bulk> builder)
    {
        builder.ToTable("bulks");
        builder.HasKey(bulk => bulk.CorrelationId);
        builder.Property(bulk => bulk.CorrelationId).ValueGeneratedNever();
        builder.Ignore(bulk => bulk.Status);
        builder.Ignore(bulk => bulk.Progress);
        builder.Property(bulk => bulk.State).HasConversion(
            state => JobStatus.FromState(state), status => JobStatus.ToState(status));
        foreach (var name in Fixed)
            builder.Property(name).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
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
