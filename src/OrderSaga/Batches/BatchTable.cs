using System.Data;
using OrderSaga.Jobs;
using OrderSaga.SagaStore.Sql;

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
/// The table of batches: every statement that names a column of it stands in this type; the saga store beside it writes
/// whole batches as the model maps them. A batch is claimed for a while: what a dead worker claimed is free again when its
/// claim ends, and nothing that it did is done twice.
/// </summary>
sealed class BatchTable(Database database)
{
    const string IsOpen = $"state IN ('{JobStatus.Accepted}', '{JobStatus.Running}')";
    const string IsActive = $"{IsOpen} AND orders_stored";

    /// <summary>A second try waits for the end of the first: only then is it known what was not successful.</summary>
    const string IsToStart =
        $"""
        NOT b.orders_stored AND NOT EXISTS (
            SELECT 1 FROM batches AS s WHERE s.correlation_id = b.retry_of AND s.phase = '{BatchPhase.Stopping}')
        """;

    const string IsToStop = "b.orders_stored";

    /// <summary>A select of the <c>batch_id</c> of batches whose orders are to be cancelled.</summary>
    public const string Stopped =
        $"SELECT correlation_id AS batch_id FROM batches WHERE due IS NOT NULL AND state IN ('{JobStatus.Failed}', '{JobStatus.Dismissed}')";

    /// <summary>A select of the <c>batch_id</c> of all second tries in the bulk <c>@bulk</c>.</summary>
    public const string Tries = "SELECT correlation_id AS batch_id FROM batches WHERE bulk_id = @bulk AND retry_of IS NOT NULL";

    /// <summary>A select of what the orders of <c>@batch</c> have of it.</summary>
    public const string OfOrders =
        $"SELECT correlation_id AS batch_id, bulk_id, priority, owner, tenant, label, created, {IsOpen} AS is_open FROM batches WHERE correlation_id = @batch";

    static readonly string[] PreparedColumns = ["id", "number", "products", "volume"];

    /// <summary>Takes up to <paramref name="size"/> batches with such a task, by priority and age, until <paramref name="until"/>.</summary>
    public Task<IReadOnlyList<Guid>> ClaimAsync(BatchTask task, DateTime now, DateTime until, int size, CancellationToken cancellation)
    {
        var due = $"""
            SELECT b.correlation_id FROM batches AS b
            WHERE b.due IS NOT NULL AND b.due <= @now AND (b.claimed_until IS NULL OR b.claimed_until <= @now)
                AND {(task == BatchTask.Start ? IsToStart : IsToStop)}
            ORDER BY b.priority DESC, b.due, b.number, b.correlation_id LIMIT @size
            """;
        return WriteIdsAsync(
            $"UPDATE batches SET claimed_until = @until WHERE correlation_id {database.Dialect.AmongLocked(due, "b", skipLocked: true)} RETURNING correlation_id",
            cancellation, ("@now", now), ("@until", until), ("@size", size));
    }

    /// <summary>Goes on with a claimed batch until <paramref name="until"/>; false when the claim is lost, or the task is done.</summary>
    public async Task<bool> RenewAsync(Guid batchId, DateTime claimedUntil, DateTime until, CancellationToken cancellation) =>
        await database.ExecuteAsync(
            "UPDATE batches SET claimed_until = @until WHERE correlation_id = @batch AND claimed_until = @claimed AND due IS NOT NULL",
            cancellation, ("@batch", batchId), ("@claimed", claimedUntil), ("@until", until)) == 1;

    /// <summary>Whence a batch's orders are.</summary>
    /// <param name="BulkId">The bulk that it is a part of.</param>
    /// <param name="RetryOf">The batch whose products it orders again; null for one of its own products.</param>
    /// <param name="RetriedStatus">That batch's status.</param>
    public sealed record Origin(Guid BulkId, Guid? RetryOf, string? RetriedStatus);

    /// <summary>Goes on with a claimed batch whose orders are not all stored, and locks its row; null when the claim is lost, or they are.</summary>
    public static async Task<Origin?> HoldAsync(Session session, Guid batchId, DateTime claimedUntil, DateTime until, CancellationToken cancellation)
    {
        var held = await session.ListAsync(
            """
            UPDATE batches SET claimed_until = @until
            WHERE correlation_id = @batch AND claimed_until = @claimed AND NOT orders_stored
            RETURNING bulk_id, retry_of, (SELECT s.state FROM batches AS s WHERE s.correlation_id = batches.retry_of) AS retried_status
            """,
            row => new Origin(row.GetGuid("bulk_id"), row.Id("retry_of"), row.Text("retried_status")),
            cancellation, ("@batch", batchId), ("@claimed", claimedUntil), ("@until", until));
        return held is [var origin] ? origin : null;
    }

    /// <summary>
    /// Takes active batches for a recount, of <paramref name="among"/> or, when that is null, of all: those that nobody has
    /// taken since <paramref name="before"/>. So a batch is counted by one worker at a time.
    /// </summary>
    public Task<IReadOnlyList<Guid>> ClaimCountsAsync(
        IReadOnlyCollection<Guid>? among, DateTime before, DateTime now, int size, CancellationToken cancellation)
    {
        var due = $"""
            SELECT b.correlation_id FROM batches AS b
            WHERE {IsActive} AND (b.counted_at IS NULL OR b.counted_at <= @before) {(among is null ? "" : $"AND b.correlation_id {database.Dialect.Among("@ids")}")}
            ORDER BY b.counted_at, b.correlation_id LIMIT @size
            """;
        return WriteIdsAsync(
            $"UPDATE batches SET counted_at = @now WHERE correlation_id {database.Dialect.AmongLocked(due, "b", skipLocked: true)} RETURNING correlation_id",
            cancellation, ("@now", now), ("@before", before), ("@size", size), ("@ids", database.Dialect.Ids(among ?? [])));
    }

    /// <summary>Those of <paramref name="among"/> that are accepted or running and have their orders.</summary>
    public async Task<IReadOnlyList<Guid>> ActiveAsync(IReadOnlyCollection<Guid> among, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        return await session.ListAsync(
            $"SELECT correlation_id FROM batches WHERE {IsActive} AND correlation_id {database.Dialect.Among("@ids")}",
            row => row.GetGuid("correlation_id"), cancellation, ("@ids", database.Dialect.Ids(among)));
    }

    /// <summary>What the batches of a bulk have in common when they are prepared.</summary>
    /// <param name="BulkId">The bulk that they are slices of.</param>
    /// <param name="Owner">The bulk's.</param>
    /// <param name="Tenant">The bulk's.</param>
    /// <param name="Label">The bulk's; null for none.</param>
    /// <param name="FailurePolicy">One of <see cref="Batches.FailurePolicy"/>.</param>
    /// <param name="Priority">1 to 100.</param>
    /// <param name="Subscriber">JSON of successUri, inProgressUri, failedUri; null for none.</param>
    /// <param name="At">When they were, UTC.</param>
    /// <param name="Deadline">When they are discarded if nobody triggers them, UTC.</param>
    /// <param name="Cause">The word for it in their history.</param>
    public sealed record Preparation(
        Guid BulkId, string Owner, string Tenant, string? Label, string FailurePolicy, int Priority, string? Subscriber, DateTime At, DateTime Deadline, string Cause);

    /// <summary>A batch yet to be triggered.</summary>
    /// <param name="Id">The batch.</param>
    /// <param name="Number">1, 2, 3 … within the bulk.</param>
    /// <param name="Products">How many it has.</param>
    /// <param name="Volume">Bytes.</param>
    public readonly record struct Prepared(Guid Id, int Number, int Products, long Volume);

    /// <summary>Stores batches with the first line of their history; those that are there already are left alone.</summary>
    public static Task InsertAsync(Session session, Preparation common, IReadOnlyList<Prepared> batches, CancellationToken cancellation) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO batches (correlation_id, state, phase, bulk_id, number, owner, tenant, label, failure_policy, number_of_products, volume,
                prepared_at, priority, subscriber, waiting, running, successful, failed, dismissed, orders_stored, updated, deadline, sequence, entries)
            SELECT s.id, '{BatchStatus.Prepared}', '{BatchPhase.Prepared}', @bulk, s.number, @owner, @tenant, CAST(@label AS TEXT), @policy, s.products, s.volume,
                @now, @priority, CAST(@subscriber AS TEXT), 0, 0, 0, 0, 0, FALSE, @now, @deadline, 0, 1
            FROM {session.Dialect.From("s", PreparedColumns)} WHERE TRUE
            ON CONFLICT (correlation_id) DO NOTHING;
            {HistoryTable.Insert}
            SELECT s.id, 1, @now, NULL, '{BatchStatus.Prepared}', '{BatchPhase.Prepared}', @cause, FALSE, 0, NULL
            FROM {session.Dialect.From("s", PreparedColumns)} WHERE TRUE
            ON CONFLICT (order_id, entry) DO NOTHING
            """,
            cancellation,
            ("@bulk", common.BulkId), ("@owner", common.Owner), ("@tenant", common.Tenant), ("@label", common.Label), ("@policy", common.FailurePolicy),
            ("@priority", common.Priority), ("@subscriber", common.Subscriber), ("@now", common.At), ("@deadline", common.Deadline), ("@cause", common.Cause),
            ("@s", new RowTable()
                .With("id", batches.Select(batch => (Guid?)batch.Id))
                .With("number", batches.Select(batch => (int?)batch.Number))
                .With("products", batches.Select(batch => (int?)batch.Products))
                .With("volume", batches.Select(batch => (long?)batch.Volume))));

    Task<IReadOnlyList<Guid>> WriteIdsAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        database.WriteAsync(session => session.ListAsync(sql, row => row.GetGuid("correlation_id"), cancellation, parameters), cancellation);
}
