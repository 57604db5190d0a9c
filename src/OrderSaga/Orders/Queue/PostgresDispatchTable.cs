using Npgsql;
using NpgsqlTypes;

namespace OrderSaga.Orders.Queue;

/// <remarks>
/// Rows are locked in id order, as the saga store locks them: else a stamp and the answers to the same page would wait
/// for each other, and what PostgreSQL breaks off then would be sent twice.
/// </remarks>
sealed class PostgresDispatchTable(string connectionString, OwnerLimits limits) : DispatchTable(limits), IAsyncDisposable
{
    /// <summary>
    /// For the rest of the transaction. The queues are read from their index alone, whatever the statistics say of a
    /// table that was empty a moment ago; a plan without one looks so dear that it would be compiled.
    /// </summary>
    internal const string ByIndex = "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)";

    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(Tuned(connectionString));

    /// <summary>Prepared statements and no reset on return: no session state is left behind.</summary>
    static NpgsqlConnectionStringBuilder Tuned(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = 32;
            builder.AutoPrepareMinUsages = 2;
        }
        return builder;
    }

    protected override async Task<ClaimTurn> BeginAsync(Claim claim, CancellationToken cancellation) =>
        new PostgresClaimTurn(await _source.OpenConnectionAsync(cancellation), claim, Limits);

    public override async Task StampAsync(Stamp stamp, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        // A batch without BEGIN is one implicit transaction.
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ByIndex));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            WITH locked AS MATERIALIZED (
                SELECT o.correlation_id, s.request_id FROM unnest($1, $2) AS s(id, request_id) JOIN orders AS o ON o.correlation_id = s.id
                ORDER BY o.correlation_id FOR UPDATE OF o),
            sent AS (
                UPDATE orders AS o SET dispatch_at = NULL, claimed_until = NULL, sent_at = $3, updated = $3, deadline = $4,
                    phase = '{OrderPhase.Dispatched}', entries = o.entries + 1
                FROM locked
                WHERE o.correlation_id = locked.correlation_id AND o.dispatch_at IS NOT NULL AND o.claimed_until = $5
                RETURNING o.correlation_id, o.entries, o.state, o.attempt, locked.request_id)
            INSERT INTO order_history (order_id, entry, at, from_status, to_status, phase, cause, late, attempt, request_id)
            SELECT correlation_id, entries, $3, state, state, '{OrderPhase.Dispatched}', '{Cause.Dispatched}', false, attempt, request_id FROM sent
            """)
        {
            Parameters =
            {
                Array(stamp.Ids.ToArray(), NpgsqlDbType.Uuid),
                Array(stamp.RequestIds.ToArray(), NpgsqlDbType.Text),
                Time(stamp.Now),
                Time(stamp.Deadline),
                Time(stamp.ClaimedUntil),
            },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
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
        command.Parameters.Add(Array(ids.ToArray(), NpgsqlDbType.Uuid));
        command.Parameters.Add(Time(claimedUntil));
        command.Parameters.Add(Time(again));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    internal static NpgsqlParameter Time(DateTime? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    internal static NpgsqlParameter Array<T>(T[] values, NpgsqlDbType type) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
