using Microsoft.Data.Sqlite;
using OrderSaga.SagaStore;

namespace OrderSaga.Orders.Queue;

sealed class SqliteDispatchTable(string connectionString, OwnerLimits limits) : DispatchTable(limits)
{
    readonly SqliteWriter _writer = SqliteWriter.For(connectionString);

    protected override async Task<ClaimTurn> BeginAsync(Claim claim, CancellationToken cancellation) =>
        new SqliteClaimTurn(await _writer.BeginAsync(cancellation), claim, Limits);

    public override async Task StampAsync(Stamp stamp, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var update = session.Command(
            $"""
            UPDATE orders SET dispatch_at = NULL, claimed_until = NULL, sent_at = $now, updated = $now, deadline = $deadline,
                phase = '{OrderPhase.Dispatched}', entries = entries + 1
            WHERE correlation_id = $id AND dispatch_at IS NOT NULL AND claimed_until = $claimed
            """);
        Add(update, ("$now", stamp.Now), ("$deadline", stamp.Deadline), ("$claimed", stamp.ClaimedUntil), ("$id", Guid.Empty));
        using var history = session.Command(
            $"""
            INSERT INTO order_history (order_id, entry, at, from_status, to_status, phase, cause, late, attempt, request_id)
            SELECT correlation_id, entries, $now, state, state, phase, '{Cause.Dispatched}', 0, attempt, $request FROM orders WHERE correlation_id = $id
            """);
        Add(history, ("$now", stamp.Now), ("$request", ""), ("$id", Guid.Empty));
        for (var i = 0; i < stamp.Ids.Count; i++)
        {
            update.Parameters["$id"].Value = stamp.Ids[i];
            if (update.ExecuteNonQuery() == 0)
                continue;
            history.Parameters["$id"].Value = stamp.Ids[i];
            history.Parameters["$request"].Value = stamp.RequestIds[i];
            history.ExecuteNonQuery();
        }
        session.Commit();
    }

    public override async Task ReleaseAsync(IReadOnlyList<Guid> ids, DateTime claimedUntil, DateTime? again, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var command = session.Command(
            $"""
            UPDATE orders SET dispatch_at = coalesce($again, dispatch_at), claimed_until = NULL, in_flight = 0, phase = '{OrderPhase.Queued}'
            WHERE correlation_id = $id AND dispatch_at IS NOT NULL AND claimed_until = $claimed
            """);
        Add(command, ("$again", (object?)again ?? DBNull.Value), ("$claimed", claimedUntil), ("$id", Guid.Empty));
        foreach (var id in ids)
        {
            command.Parameters["$id"].Value = id;
            command.ExecuteNonQuery();
        }
        session.Commit();
    }

    static void Add(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
    }
}
