using System.Data;
using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using OrderSaga.Jobs;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Orders.Queue;

/// <summary>
/// The table of orders: every statement that names a column of it stands in this type. The saga store beside it writes
/// whole orders as the model maps them. Who writes which column is told in the README beside this project.
/// </summary>
/// <remarks>
/// Rows are locked in id order, as the saga store locks them: else a stamp and the answers to the same page would wait
/// for each other, and what PostgreSQL breaks off then would be sent twice.
/// </remarks>
sealed partial class OrderTable(Database database)
{
    const string IsOpen = $"state IN ('{JobStatus.Accepted}', '{JobStatus.Running}')";

    /// <summary>
    /// For the rest of a transaction on PostgreSQL. The queues are read from their index alone, whatever the statistics say of
    /// a table that was empty a moment ago; a plan without one looks so dear that it would be compiled.
    /// </summary>
    public const string ByIndex = "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)";

    /// <summary>What an archive is asked with, and what a claim has to know: <see cref="ReadRequested"/> reads it.</summary>
    const string Requested =
        "correlation_id, state, phase, product_identifier, product_urn, product_id, model, entity_type, priority, owner, tenant, label, "
        + "not_before, patch, has_files, created, attempt, sends, dispatch_at";

    public static Order ReadRequested(DbDataReader row) => new()
    {
        CorrelationId = row.GetGuid("correlation_id"),
        State = JobStatus.ToState(row.GetString("state")),
        Phase = row.GetString("phase"),
        ProductIdentifier = row.GetString("product_identifier"),
        ProductUrn = row.Text("product_urn"),
        ProductId = row.Text("product_id"),
        Model = row.Text("model"),
        EntityType = row.Text("entity_type"),
        Priority = row.GetInt32("priority"),
        Owner = row.GetString("owner"),
        Tenant = row.GetString("tenant"),
        Label = row.Text("label"),
        NotBefore = row.Time("not_before"),
        Patch = row.Text("patch"),
        HasFiles = row.GetBoolean("has_files"),
        Created = row.Time("created")!.Value,
        Attempt = row.GetInt32("attempt"),
        Sends = row.GetInt32("sends"),
        DispatchAt = row.Time("dispatch_at"),
    };

    /// <summary>Ids with their request ids, sent at <paramref name="Now"/>; without an answer they are late at <paramref name="Deadline"/>.</summary>
    public sealed record Stamp(IReadOnlyList<Guid> Ids, IReadOnlyList<string> RequestIds, DateTime ClaimedUntil, DateTime Now, DateTime Deadline);

    /// <summary>Stamps what the archive has taken. Orders that were answered or dismissed meanwhile are left alone.</summary>
    public Task StampAsync(Stamp stamp, CancellationToken cancellation) =>
        database is PostgresDatabase ? StampTogetherAsync(stamp, cancellation) : StampOneByOneAsync(stamp, cancellation);

    async Task StampTogetherAsync(Stamp stamp, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        // A batch without BEGIN is one implicit transaction.
        await using var batch = ((NpgsqlConnection)session.Connection).CreateBatch();
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
            {HistoryTable.Insert}
            SELECT correlation_id, entries, $3, state, state, '{OrderPhase.Dispatched}', '{Cause.Dispatched}', false, attempt, request_id FROM sent
            """)
        {
            Parameters =
            {
                new() { Value = stamp.Ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = stamp.RequestIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = stamp.Now },
                new() { Value = stamp.Deadline },
                new() { Value = stamp.ClaimedUntil },
            },
        });
        await PostgresDatabase.PrepareAsync(batch, cancellation);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    async Task StampOneByOneAsync(Stamp stamp, CancellationToken cancellation)
    {
        await using var session = await database.BeginAsync(cancellation);
        await using var update = session.Command(
            $"""
            UPDATE orders SET dispatch_at = NULL, claimed_until = NULL, sent_at = @now, updated = @now, deadline = @deadline,
                phase = '{OrderPhase.Dispatched}', entries = entries + 1
            WHERE correlation_id = @id AND dispatch_at IS NOT NULL AND claimed_until = @claimed
            """,
            ("@now", stamp.Now), ("@deadline", stamp.Deadline), ("@claimed", stamp.ClaimedUntil), ("@id", null));
        await using var history = session.Command(
            $"""
            {HistoryTable.Insert}
            SELECT correlation_id, entries, @now, state, state, phase, '{Cause.Dispatched}', FALSE, attempt, @request FROM orders WHERE correlation_id = @id
            """,
            ("@now", stamp.Now), ("@request", null), ("@id", null));
        foreach (var (id, request) in stamp.Ids.Zip(stamp.RequestIds))
        {
            update.Parameters["@id"].Value = id;
            if (await update.ExecuteNonQueryAsync(cancellation) == 0)
                continue;
            history.Parameters["@id"].Value = id;
            history.Parameters["@request"].Value = request;
            await history.ExecuteNonQueryAsync(cancellation);
        }
        await session.CommitAsync();
    }

    /// <summary>Gives back what could not be sent. It keeps its place in the queue, or is due again at <paramref name="again"/>.</summary>
    public Task ReleaseAsync(IReadOnlyList<Guid> ids, DateTime claimedUntil, DateTime? again, CancellationToken cancellation)
    {
        var these = $"SELECT o.correlation_id FROM orders AS o WHERE o.correlation_id {database.Dialect.Among("@ids")} ORDER BY o.correlation_id";
        return database.ExecuteAsync(
            $"""
            UPDATE orders SET dispatch_at = coalesce(@again, dispatch_at), claimed_until = NULL, in_flight = FALSE, phase = '{OrderPhase.Queued}'
            WHERE correlation_id {database.Dialect.AmongLocked(these, "o")} AND dispatch_at IS NOT NULL AND claimed_until = @claimed
            """,
            cancellation, ("@ids", database.Dialect.Ids(ids)), ("@claimed", claimedUntil), ("@again", again));
    }

    /// <summary>
    /// The line of those that wait to be sent, by priority, owner and time: of each owner every <paramref name="step"/>th and
    /// the last. In the order of the index, so that nothing is sorted.
    /// </summary>
    public async Task<IReadOnlyList<Place>> LineAsync(long step, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        return await session.ListAsync(
            """
            SELECT priority, owner, dispatch_at, correlation_id, place FROM (
                SELECT priority, owner, dispatch_at, correlation_id,
                    row_number() OVER line AS place, lead(1) OVER line AS further
                FROM orders WHERE dispatch_at IS NOT NULL
                WINDOW line AS (PARTITION BY priority, owner ORDER BY dispatch_at, correlation_id)) AS waiting
            WHERE place % @step = 0 OR further IS NULL
            ORDER BY priority, owner, place
            """,
            row => new Place(
                row.GetInt32("priority"), row.GetString("owner"), row.Time("dispatch_at")!.Value, row.GetGuid("correlation_id"), row.GetInt64("place")),
            cancellation, ("@step", step));
    }

    /// <summary>An order in the line: the <paramref name="Number"/>th of its owner in its priority, from 1.</summary>
    public readonly record struct Place(int Priority, string Owner, DateTime DispatchAt, Guid OrderId, long Number);

    static int ToInt(object? count) => Convert.ToInt32(count, CultureInfo.InvariantCulture);
}
