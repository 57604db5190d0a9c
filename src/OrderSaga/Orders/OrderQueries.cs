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
            : jobs.OfDurationAsync(filter, now, limit, after, Shown, cancellation);
}

/// <summary>
/// The job list's page under a filter of durations, quick whichever share of a million orders passes it. A planner can't
/// know that: it takes long orders to be spread evenly, when they lie in the week in which the archive was down.
/// </summary>
static class OrderDurations
{
    /// <summary>Newest orders that are looked through first.</summary>
    const int Window = 2000;

    public static async Task<List<Order>> OfDurationAsync(
        this IQueryable<Order> orders, JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after,
        Func<IQueryable<Order>, IQueryable<Order>> shown, CancellationToken cancellation)
    {
        // What many pass is met among the newest.
        var newest = await shown(orders.Page(filter, Math.Max(Window, 2 * limit), after).OfDuration(filter, now).Newest(limit)).ToListAsync(cancellation);
        if (newest.Count == limit)
            return newest;
        // What few pass is found by duration, in the index alone; running orders are few, and have a stretch of their own.
        var rest = orders.After(after).OfCreation(filter);
        var keys = Ended(rest, filter);
        if (filter.Statuses?.Contains(JobStatus.Running) ?? true)
            keys = keys.Concat(rest.OfStatus(JobStatus.Running).Single().OfDuration(filter, now).Select(order => new Key { Created = order.Created, Id = order.CorrelationId }));
        var page = keys.OrderByDescending(key => key.Created).ThenByDescending(key => key.Id).Take(limit).Select(key => key.Id);
        return await shown(orders.Where(order => page.Contains(order.CorrelationId)).Newest(limit)).ToListAsync(cancellation);
    }

    static IQueryable<Key> Ended(IQueryable<Order> orders, JobFilter filter)
    {
        orders = orders.Where(order => order.Duration != null);
        if (filter.MinDuration is { } min)
        {
            var least = (long)min.TotalMilliseconds;
            orders = orders.Where(order => order.Duration >= least);
        }
        if (filter.MaxDuration is { } max)
        {
            var most = (long)max.TotalMilliseconds;
            orders = orders.Where(order => order.Duration <= most);
        }
        if (filter.Statuses is { } statuses)
        {
            var states = statuses.Select(JobStatus.ToState).ToArray();
            var removed = statuses.Contains(JobStatus.Dismissed);
            orders = orders.Where(order => order.RemovedAt == null ? states.Contains(order.State) : removed);
        }
        // An offset keeps the planner from reading by creation after all.
        var none = 0;
        return orders.OrderBy(order => order.Duration).Select(order => new Key { Created = order.Created, Id = order.CorrelationId }).Skip(none);
    }

    sealed class Key
    {
        public DateTime Created { get; init; }
        public Guid Id { get; init; }
    }
}
