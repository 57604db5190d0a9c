using System.Data;
using OrderSaga.Jobs;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Orders.Queue;

/// <content>The orders of batches, many in one statement. What is a batch's own comes in as a select of whoever keeps batches.</content>
sealed partial class OrderTable
{
    /// <summary>
    /// Columns of a batch's order and their values, from an item <c>i</c> and its batch <c>b</c>. What is not named is null. A
    /// row is what the order machine would have made of the same product, so a column that it sets at acceptance belongs here too.
    /// </summary>
    static readonly (string Column, string Value)[] OfItems =
    [
        ("correlation_id", "i.order_id"),
        ("state", $"'{JobStatus.Accepted}'"),
        ("phase", $"'{OrderPhase.Queued}'"),
        ("product_identifier", "i.identifier"),
        ("product_urn", "i.urn"),
        ("product_id", "i.product_id"),
        ("model", "i.model"),
        ("entity_type", "i.entity_type"),
        ("order_size", "i.size"),
        ("priority", "b.priority"),
        ("owner", "b.owner"),
        ("tenant", "b.tenant"),
        ("label", "b.label"),
        ("has_files", "FALSE"),
        // Its content is the batch's: no order of that id can come from anywhere else.
        ("content_digest", Text("b.batch_id")),
        ("batch_id", "b.batch_id"),
        ("bulk_id", "b.bulk_id"),
        // The moment of the trigger, so that a restart changes nothing.
        ("created", "b.created"),
        ("updated", "b.created"),
        // Of a batch that was dismissed meanwhile nothing is sent; its orders are there to be cancelled one by one.
        ("dispatch_at", "CASE WHEN b.is_open THEN b.created END"),
        ("attempt", "1"),
        ("sends", "0"),
        ("in_flight", "FALSE"),
        ("sequence", "1"),
        ("entries", "1"),
    ];

    /// <summary>Inserts the orders of a page of items, with the first line of their history; those that are there already are left alone.</summary>
    /// <param name="session">A transaction.</param>
    /// <param name="items">A select of <c>order_id, identifier, urn, product_id, model, entity_type, size, place</c>.</param>
    /// <param name="batch">A select of one row <c>batch_id, bulk_id, priority, owner, tenant, label, created, is_open</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="parameters">Of both selects.</param>
    public static Task InsertAsync(
        Session session, string items, string batch, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        session.ExecuteAsync(
            $"""
            WITH items AS ({items}), batch AS ({batch})
            INSERT INTO orders ({string.Join(", ", OfItems.Select(c => c.Column))})
            SELECT {string.Join(", ", OfItems.Select(c => c.Value))} FROM items AS i CROSS JOIN batch AS b
            ORDER BY i.place
            ON CONFLICT (correlation_id) DO NOTHING;
            WITH items AS ({items}), batch AS ({batch})
            {HistoryTable.Insert}
            SELECT i.order_id, 1, b.created, NULL, '{JobStatus.Accepted}', '{OrderPhase.Queued}', '{Cause.Submitted}', FALSE, 1, {Text("i.order_id")}
            FROM items AS i CROSS JOIN batch AS b
            ORDER BY i.place
            ON CONFLICT (order_id, entry) DO NOTHING
            """,
            cancellation, parameters);

    /// <summary>
    /// An order of the batch <c>@source</c> that is worth a second try: of a batch that ended well the failed ones, else all
    /// that were not successful (<c>@all</c>), but none whose product another try has brought.
    /// </summary>
    /// <param name="tries">A select of the <c>batch_id</c> of all second tries in the bulk.</param>
    static string IsRetried(string tries) =>
        $"""
        o.batch_id = @source AND (o.state = '{JobStatus.Failed}' OR (@all AND o.state <> '{JobStatus.Successful}'))
            AND o.product_urn NOT IN (
                SELECT s.product_urn FROM ({tries}) AS t JOIN orders AS s ON s.batch_id = t.batch_id
                WHERE s.state = '{JobStatus.Successful}' AND s.product_urn IS NOT NULL)
        """;

    /// <summary>A select of the orders worth a second try, as items behind the place <c>@after</c> up to <c>@last</c>. Places are order ids.</summary>
    /// <param name="tries">As above.</param>
    /// <param name="id">SQL for an item's order id, from SQL for the text of the former order's.</param>
    public static string RetriedItems(string tries, Func<string, string> id) =>
        $"""
        SELECT {id(Text("o.correlation_id"))} AS order_id, o.product_identifier AS identifier, o.product_urn AS urn,
            o.product_id, o.model, o.entity_type, o.order_size AS size, o.correlation_id AS place
        FROM orders AS o WHERE {IsRetried(tries)} AND o.correlation_id > @after AND o.correlation_id <= @last
        """;

    /// <summary>A select of the first <c>@size</c> places behind <c>@after</c>.</summary>
    public static string RetriedPlaces(string tries) =>
        $"SELECT o.correlation_id AS place FROM orders AS o WHERE {IsRetried(tries)} AND o.correlation_id > @after ORDER BY o.correlation_id LIMIT @size";

    /// <summary>How many orders are worth a second try, and their bytes.</summary>
    /// <param name="unknownSize">Bytes of an order of which nobody knows them.</param>
    /// <param name="tries">As above.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="parameters">As above.</param>
    public async Task<(int Products, long Volume)> RetryableAsync(
        long unknownSize, string tries, CancellationToken cancellation, params (string Name, object? Value)[] parameters)
    {
        await using var session = await database.OpenAsync(cancellation);
        return (await session.ListAsync(
            $"""
            SELECT count(*) AS products, CAST(coalesce(sum(coalesce(o.order_size, @unknown)), 0) AS bigint) AS volume
            FROM orders AS o WHERE {IsRetried(tries)}
            """,
            row => (row.GetInt32("products"), row.GetInt64("volume")),
            cancellation, [.. parameters, ("@unknown", unknownSize)]))[0];
    }

    /// <summary>
    /// Takes the unsent orders of batches out of the dispatcher's reach, at once. Those that a dispatcher has in its hands
    /// are on their way.
    /// </summary>
    /// <param name="batches">A select of the <c>batch_id</c> of these batches, which are few.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task HoldAsync(string batches, DateTime now, CancellationToken cancellation) => database.ExecuteAsync(
        $"UPDATE orders SET dispatch_at = NULL WHERE correlation_id {database.Dialect.AmongLocked(Unsent(batches), "o")}",
        cancellation, ("@now", now));

    /// <summary>
    /// Locked in id order, as the saga store locks them. From the few batches to their orders: a cross join, as SQLite without
    /// statistics would go through all orders in the order of their ids.
    /// </summary>
    public static string Unsent(string batches) =>
        $"""
        SELECT o.correlation_id FROM ({batches}) AS b CROSS JOIN orders AS o
        WHERE o.batch_id = b.batch_id AND o.{IsOpen}
            AND o.dispatch_at IS NOT NULL AND (o.claimed_until IS NULL OR o.claimed_until <= @now)
        ORDER BY o.correlation_id
        """;

    /// <summary>Orders of the batch that have not ended, at most <paramref name="size"/>.</summary>
    public async Task<IReadOnlyList<Guid>> OpenAsync(Guid batchId, int size, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        return await session.ListAsync(
            $"SELECT correlation_id FROM orders WHERE batch_id = @batch AND {IsOpen} ORDER BY correlation_id LIMIT @size",
            row => row.GetGuid("correlation_id"), cancellation, ("@batch", batchId), ("@size", size));
    }

    /// <summary>How many orders the batch has.</summary>
    public static async Task<int> CountAsync(Session session, Guid batchId, CancellationToken cancellation)
    {
        await using var command = session.Command("SELECT count(*) FROM orders WHERE batch_id = @batch", ("@batch", batchId));
        return ToInt(await command.ExecuteScalarAsync(cancellation));
    }

    /// <summary>Orders of a batch by their status.</summary>
    /// <param name="BatchId">The batch.</param>
    /// <param name="Accepted">Not begun.</param>
    /// <param name="Running">Begun and not ended.</param>
    /// <param name="Successful">Ended with a product.</param>
    /// <param name="Failed">Ended without one.</param>
    /// <param name="Dismissed">Ended by a dismissal.</param>
    /// <param name="Size">Bytes of the successful ones.</param>
    /// <param name="Eviction">The earliest of the successful ones, UTC.</param>
    public sealed record Tally(Guid BatchId, int Accepted, int Running, int Successful, int Failed, int Dismissed, long? Size, DateTime? Eviction);

    /// <summary>Counts the orders of many batches in one query. A batch without orders is not among the answers.</summary>
    public async Task<IReadOnlyList<Tally>> TallyAsync(IReadOnlyCollection<Guid> batches, CancellationToken cancellation)
    {
        static string Of(string status) => $"count(*) FILTER (WHERE state = '{status}') AS {status}";
        await using var session = await database.OpenAsync(cancellation);
        return await session.ListAsync(
            $"""
            SELECT batch_id, {Of(JobStatus.Accepted)}, {Of(JobStatus.Running)}, {Of(JobStatus.Successful)}, {Of(JobStatus.Failed)}, {Of(JobStatus.Dismissed)},
                CAST(sum(order_size) FILTER (WHERE state = '{JobStatus.Successful}') AS bigint) AS size,
                min(eviction_date) FILTER (WHERE state = '{JobStatus.Successful}') AS eviction
            FROM orders WHERE batch_id {database.Dialect.Among("@ids")} GROUP BY batch_id
            """,
            row => new Tally(
                row.GetGuid("batch_id"), row.GetInt32(JobStatus.Accepted), row.GetInt32(JobStatus.Running), row.GetInt32(JobStatus.Successful),
                row.GetInt32(JobStatus.Failed), row.GetInt32(JobStatus.Dismissed), row.LargeNumber("size"), row.Time("eviction")),
            cancellation, ("@ids", database.Dialect.Ids(batches)));
    }

    /// <summary>A UUID as both databases and .NET write it.</summary>
    static string Text(string column) => $"lower(CAST({column} AS TEXT))";
}
