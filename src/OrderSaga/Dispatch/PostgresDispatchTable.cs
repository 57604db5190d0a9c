using Npgsql;
using NpgsqlTypes;
using OrderSaga.Orders;

namespace OrderSaga.Dispatch;

/// <remarks>
/// Rows are locked in id order, as the saga store locks them: else a stamp and the answers to the same page would wait
/// for each other, and what PostgreSQL breaks off then would be sent twice.
/// </remarks>
sealed class PostgresDispatchTable(string connectionString) : DispatchTable, IAsyncDisposable
{
    /// <summary>Any constant: dispatchers of all workers count and claim one after the other, so that the window is never passed.</summary>
    const long WindowLock = 0x4F72646572536167;

    /// <summary>$1 now, $2 claimed until, $3 page size, $4 window.</summary>
    public const string ClaimStatement =
        $"""
        UPDATE orders SET claimed_until = $2, sends = sends + 1, phase = '{OrderPhase.Dispatching}', in_flight = true
        WHERE correlation_id = ANY(ARRAY(
            SELECT correlation_id FROM orders
            WHERE dispatch_at IS NOT NULL AND dispatch_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
            ORDER BY priority DESC, dispatch_at, correlation_id
            LIMIT GREATEST(0, LEAST($3, $4 - (SELECT count(*) FROM orders WHERE in_flight AND (claimed_until IS NULL OR claimed_until > $1))))
            FOR UPDATE SKIP LOCKED))
        RETURNING {Columns}
        """;

    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true });

    public override async Task<IReadOnlyList<Order>> ClaimAsync(Claim claim, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        // One batch is one transaction, so the lock is held no longer than the claim takes.
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_advisory_xact_lock($1)") { Parameters = { new() { Value = WindowLock } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ClaimStatement)
        {
            Parameters = { Time(claim.Now), Time(claim.Until), new() { Value = (long)claim.Size }, new() { Value = (long)claim.Window } },
        });
        var orders = new List<Order>();
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            orders.Add(Read(reader));
        return orders;
    }

    public override async Task StampAsync(Stamp stamp, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(
            $"""
            WITH locked AS MATERIALIZED (
                SELECT correlation_id FROM orders WHERE correlation_id = ANY($1) ORDER BY correlation_id FOR UPDATE),
            sent AS (
                UPDATE orders AS o SET dispatch_at = NULL, claimed_until = NULL, sent_at = $3, updated = $3, deadline = $4,
                    phase = '{OrderPhase.Dispatched}', entries = o.entries + 1
                FROM locked JOIN unnest($1, $2) AS s(id, request_id) ON s.id = locked.correlation_id
                WHERE o.correlation_id = locked.correlation_id AND o.dispatch_at IS NOT NULL AND o.claimed_until = $5
                RETURNING o.correlation_id, o.entries, o.state, o.attempt, s.request_id)
            INSERT INTO order_history (order_id, entry, at, from_status, to_status, phase, cause, late, attempt, request_id)
            SELECT correlation_id, entries, $3, state, state, '{OrderPhase.Dispatched}', '{Cause.Dispatched}', false, attempt, request_id FROM sent
            """);
        command.Parameters.Add(new() { Value = stamp.Ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = stamp.RequestIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(Time(stamp.Now));
        command.Parameters.Add(Time(stamp.Deadline));
        command.Parameters.Add(Time(stamp.ClaimedUntil));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public override async Task ReleaseAsync(IReadOnlyList<Guid> ids, DateTime claimedUntil, DateTime? again, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(
            $"""
            WITH locked AS MATERIALIZED (
                SELECT correlation_id FROM orders WHERE correlation_id = ANY($1) ORDER BY correlation_id FOR UPDATE)
            UPDATE orders AS o SET dispatch_at = COALESCE($3, o.dispatch_at), claimed_until = NULL, in_flight = false, phase = '{OrderPhase.Queued}'
            FROM locked WHERE o.correlation_id = locked.correlation_id AND o.dispatch_at IS NOT NULL AND o.claimed_until = $2
            """);
        command.Parameters.Add(new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(Time(claimedUntil));
        command.Parameters.Add(Time(again));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    static NpgsqlParameter Time(DateTime? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
