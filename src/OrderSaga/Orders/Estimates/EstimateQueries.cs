using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OrderSaga.Jobs;
using OrderSaga.Orders.Queue;
using OrderSaga.Storage;

namespace OrderSaga.Orders.Estimates;

/// <summary>Reads the line and the pace, each by an index alone.</summary>
sealed class EstimateQueries(IDbContextFactory<OrderSagaDbContext> contexts)
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
        await context.Database.OpenConnectionAsync(cancellation);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        // The rows come in the order of the index, so that nothing is sorted.
        command.CommandText =
            """
            SELECT priority, owner, dispatch_at, correlation_id, place FROM (
                SELECT priority, owner, dispatch_at, correlation_id,
                    row_number() OVER line AS place, lead(1) OVER line AS further
                FROM orders WHERE dispatch_at IS NOT NULL
                WINDOW line AS (PARTITION BY priority, owner ORDER BY dispatch_at, correlation_id)) AS waiting
            WHERE place % @step = 0 OR further IS NULL
            ORDER BY priority, owner, place
            """;
        var step = command.CreateParameter();
        (step.ParameterName, step.Value) = ("step", Math.Max(1, _lastCount / MostMarks));
        command.Parameters.Add(step);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var line = new WaitingLine(await PrioritiesAsync(rows, window.Turn, cancellation));
        _lastCount = line.Count;
        return (line, window.Taken);
    }

    public async Task<IReadOnlyList<Completion>> LatestCompletionsAsync(DateTime now, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var since = now - Pace.Longest;
        return await context.Set<Order>()
            .Where(order => order.Finished > since && order.SentAt != null && Ended.Contains(order.State))
            .OrderByDescending(order => order.Finished)
            .Take(MostCompletions)
            .Select(order => new Completion(order.SentAt!.Value, order.Finished!.Value))
            .ToListAsync(cancellation);
    }

    static async Task<IReadOnlyList<PriorityLine>> PrioritiesAsync(DbDataReader rows, string turn, CancellationToken cancellation)
    {
        var owners = new List<(int Priority, string Owner, List<Mark> Marks)>();
        while (await rows.ReadAsync(cancellation))
        {
            var (priority, owner) = (rows.GetInt32(0), rows.GetString(1));
            if (owners is not [.., var last] || last.Priority != priority || last.Owner != owner)
                owners.Add(last = (priority, owner, []));
            last.Marks.Add(new Mark(DateTime.SpecifyKind(rows.GetDateTime(2), DateTimeKind.Utc), rows.GetGuid(3), rows.GetInt64(4)));
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
