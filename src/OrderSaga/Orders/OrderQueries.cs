using Microsoft.EntityFrameworkCore;
using OrderSaga.Jobs;
using OrderSaga.Storage;

namespace OrderSaga.Orders;

/// <summary>What the gateway reads of orders.</summary>
public sealed class OrderQueries(IDbContextFactory<OrderSagaDbContext> contexts) : JobQueries<Order>(contexts)
{
    /// <summary>Items of a batch are not in the plain list.</summary>
    private protected override IQueryable<Order> Listed(IQueryable<Order> jobs) => jobs.Where(order => order.BatchId == null);

    private protected override Task<List<Order>> PageAsync(
        IQueryable<Order> jobs, JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation) =>
        filter.MinDuration is null && filter.MaxDuration is null
            ? base.PageAsync(jobs, filter, now, limit, after, cancellation)
            : jobs.OfDurationAsync(filter, now, limit, after, cancellation);
}
