using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;

namespace OrderSaga.Batches;

/// <summary>Columns of a batch. What is fixed at its preparation is marked so, and stays out of every update.</summary>
sealed class BatchMap : IEntityTypeConfiguration<Batch>
{
    static readonly string[] Fixed =
    [
        nameof(Batch.BulkId), nameof(Batch.Number), nameof(Batch.RetryOf), nameof(Batch.Owner), nameof(Batch.Tenant), nameof(Batch.Label),
        nameof(Batch.FailurePolicy), nameof(Batch.Volume), nameof(Batch.PreparedAt),
    ];

    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.ToTable("batches");
        builder.HasKey(batch => batch.CorrelationId);
        builder.Property(batch => batch.CorrelationId).ValueGeneratedNever();
        builder.Ignore(batch => batch.Status);
        builder.Property(batch => batch.State).HasConversion(
            state => JobStatus.FromState(state), status => JobStatus.ToState(status));
        foreach (var name in Fixed)
            builder.Property(name).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
