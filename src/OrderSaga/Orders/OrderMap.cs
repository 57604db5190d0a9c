using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;

namespace OrderSaga.Orders;

/// <summary>Columns of an order. What is fixed at acceptance is marked so, and stays out of every update.</summary>
sealed class OrderMap : IEntityTypeConfiguration<Order>
{
    static readonly string[] Fixed =
    [
        nameof(Order.ProductIdentifier), nameof(Order.ProductUrn), nameof(Order.ProductId), nameof(Order.Model), nameof(Order.EntityType),
        nameof(Order.Priority), nameof(Order.Owner), nameof(Order.Tenant), nameof(Order.Label), nameof(Order.NotBefore), nameof(Order.Patch),
        nameof(Order.HasFiles), nameof(Order.Subscriber), nameof(Order.ContentDigest), nameof(Order.ResultForm),
        nameof(Order.BatchId), nameof(Order.BulkId), nameof(Order.Created),
    ];

    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.HasKey(order => order.CorrelationId);
        builder.Property(order => order.CorrelationId).ValueGeneratedNever();
        builder.Ignore(order => order.Status);
        builder.Property(order => order.State).HasConversion(
            state => JobStatus.FromState(state), status => JobStatus.ToState(status));
        foreach (var name in Fixed)
            builder.Property(name).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}

sealed class OrderHistoryMap : IEntityTypeConfiguration<JobHistoryEntry>
{
    public void Configure(EntityTypeBuilder<JobHistoryEntry> builder)
    {
        builder.ToTable("order_history");
        builder.HasKey(entry => new { entry.OrderId, entry.Entry });
        builder.Property(entry => entry.Entry).ValueGeneratedNever();
    }
}
