using Microsoft.EntityFrameworkCore;
using OrderSaga.Jobs;
using OrderSaga.Orders.Queue;
using OrderSaga.Storage;

namespace OrderSaga.Orders.Estimates;

/// <summary>Reads the line and the pace, each by an index alone.</summary>
sealed class EstimateQueries(IDbContextFactory<OrderSagaDbContext> contexts, OrderTable orders)
{
    /// <summary>Orders whose place is remembered; a longer line is remembered in steps.</summary>
    const int MostMarks = 5000;

    /// <summary>Completions that tell the pace.</summary>
    const int MostCompletions = 2000;

    static readonly string[] Ended = [JobStatus.ToState(JobStatus.Successful), JobStatus.ToState(JobStatus.Failed)];

    long _lastCount;

    public async Task<(WaitingLine Line, int Taken)> LineAsync(CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var window = await context.Set<DispatchWindow>().AsNoTracking().SingleAsync(cancellation);
        var line = new WaitingLine(PrioritiesOf(await orders.LineAsync(Math.Max(1, _lastCount / MostMarks), cancellation), window.Turn));
        _lastCount = line.Count;
        return (line, window.Taken);
    }

    public async Task<IReadOnlyList<Completion>> LatestCompletionsAsync(DateTime now, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var since = now - Pace.Longest;
        // The filter of what was never placed would say nothing new, and cost the plan along the index of the ends.
        return await context.Set<Order>().IgnoreQueryFilters()
            .Where(order => order.Finished > since && order.SentAt != null && Ended.Contains(order.State))
            .OrderByDescending(order => order.Finished)
            .Take(MostCompletions)
            .Select(order => new Completion(order.SentAt!.Value, order.Finished!.Value))
            .ToListAsync(cancellation);
    }

    static IReadOnlyList<PriorityLine> PrioritiesOf(IReadOnlyList<OrderTable.Place> places, string turn)
    {
        var owners = new List<(int Priority, string Owner, List<Mark> Marks)>();
        foreach (var place in places)
        {
            if (owners is not [.., var last] || last.Priority != place.Priority || last.Owner != place.Owner)
                owners.Add(last = (place.Priority, place.Owner, []));
            last.Marks.Add(new Mark(place.DispatchAt, place.OrderId, place.Number));
        }
        return [.. owners.GroupBy(owner => owner.Priority).Select(level =>
            new PriorityLine(level.Key, [.. FromTurn([.. level.Select(owner => new OwnerQueue(owner.Owner, owner.Marks))], turn)]))];
    }

    /// <summary>In the database's order of owners, the one behind the last turn first.</summary>
    static IEnumerable<OwnerQueue> FromTurn(List<OwnerQueue> owners, string turn)
    {
        var next = owners.FindIndex(owner => owner.Owner == turn) is var found and >= 0
            ? found + 1
            : owners.FindIndex(owner => string.CompareOrdinal(owner.Owner, turn) > 0);
        return next <= 0 ? owners : owners.Skip(next).Concat(owners.Take(next));
    }
}
