using Microsoft.EntityFrameworkCore;
using OrderSaga.Jobs;
using OrderSaga.Storage;

namespace OrderSaga.Callbacks;

/// <summary>What became of callbacks: read by the gateway and by the courier; a replay is all it writes.</summary>
public sealed class CallbackLog
{
    readonly IDbContextFactory<OrderSagaDbContext> _contexts;
    readonly CallbackTable _table;
    readonly TimeProvider _time;

    internal CallbackLog(IDbContextFactory<OrderSagaDbContext> contexts, CallbackTable table, TimeProvider time)
    {
        _contexts = contexts;
        _table = table;
        _time = time;
    }

    /// <summary>The job's events, in their order.</summary>
    public async Task<IReadOnlyList<Callback>> OfJobAsync(Guid jobId, CancellationToken cancellation)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellation);
        return await context.Set<Callback>().AsNoTracking().Where(callback => callback.JobId == jobId).OrderBy(callback => callback.Sequence).ToListAsync(cancellation);
    }

    /// <summary>One event of a job; null when there is none with that sequence, or its retention is over.</summary>
    public async Task<Callback?> FindAsync(Guid jobId, int sequence, CancellationToken cancellation)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellation);
        return await context.Set<Callback>().AsNoTracking().FirstOrDefaultAsync(callback => callback.JobId == jobId && callback.Sequence == sequence, cancellation);
    }

    /// <summary>Sends a delivered or given-up event again, under its id.</summary>
    /// <returns>False when there is none such, or it is pending anyway.</returns>
    public Task<bool> ReplayAsync(Guid jobId, int sequence, CancellationToken cancellation) =>
        _table.ReplayAsync(jobId, sequence, _time.UtcNow(), cancellation);

    /// <summary>How many events are pending.</summary>
    public async Task<int> WaitingAsync(CancellationToken cancellation)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellation);
        return await context.Set<Callback>().CountAsync(callback => callback.State == CallbackState.Pending, cancellation);
    }

    /// <summary>Events that no worker has sorted yet.</summary>
    internal async Task<IReadOnlyList<(Guid JobId, int Sequence, string Uri, string Owner)>> UnsortedAsync(int limit, CancellationToken cancellation)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellation);
        var rows = await context.Set<Callback>().AsNoTracking()
            .Where(callback => callback.State == CallbackState.Pending && callback.Lane == null)
            .OrderBy(callback => callback.NextAttempt)
            .Select(callback => new { callback.JobId, callback.Sequence, callback.Uri, callback.Owner })
            .Take(limit)
            .ToListAsync(cancellation);
        return rows.ConvertAll(row => (row.JobId, row.Sequence, row.Uri, row.Owner));
    }

    /// <summary>Lanes with due events. It steps from lane to lane through the index, however many events each has.</summary>
    internal async Task<IReadOnlyList<string>> DueLanesAsync(DateTime now, CancellationToken cancellation)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellation);
        return await context.Database.SqlQuery<string>(
            $"""
            WITH RECURSIVE lanes(name) AS (
                SELECT min(lane) FROM callbacks WHERE state = 'pending'
                UNION ALL
                SELECT (SELECT min(lane) FROM callbacks WHERE state = 'pending' AND lane > lanes.name) FROM lanes WHERE lanes.name IS NOT NULL)
            SELECT name AS "Value" FROM lanes
            WHERE name IS NOT NULL AND EXISTS (SELECT 1 FROM callbacks WHERE state = 'pending' AND lane = lanes.name AND next_attempt <= {now})
            """).ToListAsync(cancellation);
    }
}
