using System.Data.Common;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Batches;

/// <summary>What a loop has to do for a batch.</summary>
enum BatchTask
{
    /// <summary>Its orders are to be stored.</summary>
    Start,

    /// <summary>Its orders are there and to be cancelled.</summary>
    Stop,
}

/// <summary>
/// The tables as the batches' loops see them. A batch is claimed for a while: what a dead worker claimed is free again when
/// its claim ends, and nothing that it did is done twice.
/// </summary>
sealed class BatchTable(BatchDatabase database)
{
    const string Active = $"state IN ('{JobStatus.Accepted}', '{JobStatus.Running}') AND orders_stored";

    /// <summary>A second try waits for the end of the first: only then is it known what was not successful.</summary>
    const string IsToStart =
        $"""
        NOT b.orders_stored AND NOT EXISTS (
            SELECT 1 FROM batches AS s WHERE s.correlation_id = b.retry_of AND s.phase = '{BatchPhase.Stopping}')
        """;

    const string IsToStop = "b.orders_stored";

    /// <summary>Takes up to <paramref name="size"/> batches with such a task, by priority and age, until <paramref name="until"/>.</summary>
    public async Task<IReadOnlyList<Guid>> ClaimAsync(BatchTask task, DateTime now, DateTime until, int size, CancellationToken cancellation)
    {
        var due = $"""
            SELECT b.correlation_id FROM batches AS b
            WHERE b.due IS NOT NULL AND b.due <= @now AND (b.claimed_until IS NULL OR b.claimed_until <= @now)
                AND {(task == BatchTask.Start ? IsToStart : IsToStop)}
            ORDER BY b.priority DESC, b.due, b.number, b.correlation_id LIMIT @size
            """;
        await using var session = await database.BeginAsync(cancellation);
        await using var command = session.Command(
            $"UPDATE batches SET claimed_until = @until WHERE correlation_id {database.AmongLocked(due, "b", skipLocked: true)} RETURNING correlation_id",
            ("@now", now), ("@until", until), ("@size", size));
        var claimed = await ReadIdsAsync(command, cancellation);
        await session.CommitAsync();
        return claimed;
    }

    /// <summary>Goes on with a claimed batch until <paramref name="until"/>; false when the claim is lost, or the task is done.</summary>
    public async Task<bool> RenewAsync(Guid batchId, DateTime claimedUntil, DateTime until, CancellationToken cancellation)
    {
        await using var session = await database.BeginAsync(cancellation);
        await using var command = session.Command(
            "UPDATE batches SET claimed_until = @until WHERE correlation_id = @batch AND claimed_until = @claimed AND due IS NOT NULL",
            ("@batch", batchId), ("@claimed", claimedUntil), ("@until", until));
        var isOurs = await command.ExecuteNonQueryAsync(cancellation) == 1;
        await session.CommitAsync();
        return isOurs;
    }

    /// <summary>
    /// Takes the unsent orders of all stopped batches out of the dispatcher's reach, at once. Those that a dispatcher has in
    /// its hands are on their way; they are cancelled with the others.
    /// </summary>
    public async Task HoldAsync(DateTime now, CancellationToken cancellation)
    {
        await using var session = await database.BeginAsync(cancellation);
        await using var command = session.Command(
            $"UPDATE orders SET dispatch_at = NULL WHERE correlation_id {database.AmongLocked(Unsent, "o", skipLocked: false)}", ("@now", now));
        await command.ExecuteNonQueryAsync(cancellation);
        await session.CommitAsync();
    }

    /// <summary>
    /// Locked in id order, as the saga store locks them. From the few stopped batches to their orders: a cross join, as
    /// SQLite without statistics would go through all orders in the order of their ids.
    /// </summary>
    public const string Unsent =
        $"""
        SELECT o.correlation_id FROM batches AS b CROSS JOIN orders AS o
        WHERE b.due IS NOT NULL AND b.state IN ('{JobStatus.Failed}', '{JobStatus.Dismissed}')
            AND o.batch_id = b.correlation_id AND o.state IN ('{JobStatus.Accepted}', '{JobStatus.Running}')
            AND o.dispatch_at IS NOT NULL AND (o.claimed_until IS NULL OR o.claimed_until <= @now)
        ORDER BY o.correlation_id
        """;

    /// <summary>Orders of the batch that have not ended, at most <paramref name="size"/>.</summary>
    public async Task<IReadOnlyList<Guid>> OpenOrdersAsync(Guid batchId, int size, CancellationToken cancellation)
    {
        await using var session = await database.ReadAsync(cancellation);
        await using var command = session.Command(
            $"""
            SELECT correlation_id FROM orders WHERE batch_id = @batch AND state IN ('{JobStatus.Accepted}', '{JobStatus.Running}')
            ORDER BY correlation_id LIMIT @size
            """,
            ("@batch", batchId), ("@size", size));
        return await ReadIdsAsync(command, cancellation);
    }

    /// <summary>
    /// Takes active batches for a recount, of <paramref name="among"/> or, when that is null, of all: those that nobody has
    /// taken since <paramref name="before"/>. So a batch is counted by one worker at a time.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> ClaimCountsAsync(
        IReadOnlyCollection<Guid>? among, DateTime before, DateTime now, int size, CancellationToken cancellation)
    {
        var due = $"""
            SELECT b.correlation_id FROM batches AS b
            WHERE {Active} AND (b.counted_at IS NULL OR b.counted_at <= @before) {(among is null ? "" : $"AND b.correlation_id {database.Among("@ids")}")}
            ORDER BY b.counted_at, b.correlation_id LIMIT @size
            """;
        await using var session = await database.BeginAsync(cancellation);
        await using var command = session.Command(
            $"UPDATE batches SET counted_at = @now WHERE correlation_id {database.AmongLocked(due, "b", skipLocked: true)} RETURNING correlation_id",
            ("@now", now), ("@before", before), ("@size", size), ("@ids", database.Ids(among ?? [])));
        var claimed = await ReadIdsAsync(command, cancellation);
        await session.CommitAsync();
        return claimed;
    }

    /// <summary>Those of <paramref name="among"/> that are accepted or running and have their orders.</summary>
    public async Task<IReadOnlyList<Guid>> ActiveAsync(IReadOnlyCollection<Guid> among, CancellationToken cancellation)
    {
        await using var session = await database.ReadAsync(cancellation);
        await using var command = session.Command(
            $"SELECT correlation_id FROM batches WHERE {Active} AND correlation_id {database.Among("@ids")}", ("@ids", database.Ids(among)));
        return await ReadIdsAsync(command, cancellation);
    }

    /// <summary>Recounts the orders of many batches in one query. A batch without orders is not among the answers.</summary>
    public async Task<IReadOnlyDictionary<Guid, BatchCounts>> CountAsync(IReadOnlyCollection<Guid> batches, CancellationToken cancellation)
    {
        static string Of(string status) => $"count(*) FILTER (WHERE state = '{status}')";
        await using var session = await database.ReadAsync(cancellation);
        await using var command = session.Command(
            $"""
            SELECT batch_id, {Of(JobStatus.Accepted)}, {Of(JobStatus.Running)}, {Of(JobStatus.Successful)}, {Of(JobStatus.Failed)},
                {Of(JobStatus.Dismissed)}, CAST(sum(order_size) FILTER (WHERE state = '{JobStatus.Successful}') AS bigint),
                min(eviction_date) FILTER (WHERE state = '{JobStatus.Successful}')
            FROM orders WHERE batch_id {database.Among("@ids")} GROUP BY batch_id
            """,
            ("@ids", database.Ids(batches)));
        var counts = new Dictionary<Guid, BatchCounts>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            counts[row.GetGuid(0)] = new BatchCounts(
                row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5),
                await row.IsDBNullAsync(6, cancellation) ? null : row.GetInt64(6),
                await row.IsDBNullAsync(7, cancellation) ? null : DateTime.SpecifyKind(row.GetDateTime(7), DateTimeKind.Utc));
        }
        return counts;
    }

    static async Task<IReadOnlyList<Guid>> ReadIdsAsync(DbCommand command, CancellationToken cancellation)
    {
        var ids = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            ids.Add(row.GetGuid(0));
        return ids;
    }
}
