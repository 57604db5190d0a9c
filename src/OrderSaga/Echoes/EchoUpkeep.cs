using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.SagaStore.Loops;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Echoes;

/// <summary>What is written of echoes beside the saga store.</summary>
sealed class EchoTable(Database database)
{
    /// <summary>Deletes echoes that had ended <paramref name="before"/>; a message that still comes for one finds none, and is passed over.</summary>
    /// <returns>How many, at most <paramref name="limit"/>.</returns>
    public Task<int> ForgetAsync(DateTime before, int limit, CancellationToken cancellation) => database.ExecuteAsync(
        $"""
        WITH old AS MATERIALIZED (
            SELECT e.correlation_id FROM echo_jobs AS e WHERE e.created < @before AND e.finished < @before ORDER BY e.created LIMIT @limit
            {database.Dialect.Lock("e", skipLocked: true)})
        DELETE FROM echo_jobs WHERE correlation_id IN (SELECT correlation_id FROM old)
        """,
        cancellation, ("@before", before), ("@limit", limit));
}

/// <summary>Forgets echoes that ended longer ago than they are to be kept.</summary>
sealed class EchoUpkeep(EchoTable table, IOptions<EchoOptions> options, TimeProvider time, ILogger<EchoUpkeep> logger)
    : Loop(PauseOf(options.Value.KeepFor), time, logger)
{
    const int PageSize = 1000;

    static readonly TimeSpan MostPause = TimeSpan.FromMinutes(1);

    protected override async Task RoundAsync(CancellationToken stop)
    {
        var before = Time.UtcNow() - options.Value.KeepFor;
        while (await table.ForgetAsync(before, PageSize, stop) == PageSize)
            await Task.Yield();
    }

    static TimeSpan PauseOf(TimeSpan period) => period < MostPause ? period : MostPause;
}
