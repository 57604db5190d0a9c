using OrderSaga.Jobs;

namespace OrderSaga.Batches;

/// <summary>What became of a page of items.</summary>
abstract record StoredPage
{
    StoredPage()
    {
    }

    /// <summary>The batch is not claimed by us any more, or has its orders already.</summary>
    public sealed record Lost : StoredPage;

    /// <summary>There is more after <paramref name="Last"/>.</summary>
    public sealed record Part(object Last, int Count) : StoredPage;

    /// <summary>The batch has all its <paramref name="Orders"/>.</summary>
    public sealed record Whole(int Orders) : StoredPage;
}

/// <summary>
/// Stores the orders of a batch from the products of its bulk, or from the orders of the batch that it tries again; page by
/// page, each in one short transaction. Doing it again, or by two at once, changes nothing.
/// </summary>
sealed class BatchStore(BatchDatabase database)
{
    const string FirstPage = $"""
        UPDATE batches SET claimed_until = @until
        WHERE correlation_id = @batch AND claimed_until = @claimed AND NOT orders_stored
        RETURNING bulk_id, retry_of, (SELECT s.state FROM batches AS s WHERE s.correlation_id = batches.retry_of)
        """;

    /// <param name="batchId">A claimed batch.</param>
    /// <param name="after">The last item of the page before; null for the first page.</param>
    /// <param name="size">Most items of the page.</param>
    /// <param name="claimedUntil">The claim.</param>
    /// <param name="until">The claim from now on.</param>
    /// <param name="cancellation">Stops it; a page is stored whole or not at all.</param>
    public async Task<StoredPage> StoreAsync(
        Guid batchId, object? after, int size, DateTime claimedUntil, DateTime until, CancellationToken cancellation)
    {
        await using var session = await database.BeginAsync(cancellation);
        // The row stays locked until the end, so that no dismissal falls into the middle of a page.
        if (await SourceAsync(session, batchId, claimedUntil, until, cancellation) is not { } source)
            return new StoredPage.Lost();
        var places = await PlacesAsync(session, source, after, size, cancellation);
        if (places.Count > 0)
        {
            await RunAsync(session, BatchItems.InsertOrders(source.Items), source, after, places[^1], cancellation);
            await RunAsync(session, BatchItems.InsertHistory(source.Items), source, after, places[^1], cancellation);
        }
        StoredPage page = places.Count == size
            ? new StoredPage.Part(places[^1], places.Count)
            : new StoredPage.Whole(await CountAsync(session, batchId, cancellation));
        await session.CommitAsync();
        return page;
    }

    /// <summary>How many products of a batch a second try would have, and their bytes.</summary>
    public async Task<(int Products, long Volume)> RetryableAsync(Batch batch, long unknownSize, CancellationToken cancellation)
    {
        await using var session = await database.ReadAsync(cancellation);
        await using var command = session.Command(
            $"SELECT count(*), CAST(coalesce(sum(coalesce(o.order_size, @unknown)), 0) AS bigint) FROM orders AS o WHERE {IsRetried}",
            ("@source", batch.CorrelationId), ("@bulk", batch.BulkId), ("@all", batch.Status != JobStatus.Successful), ("@unknown", unknownSize));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetInt32(0), row.GetInt64(1));
    }

    /// <summary>
    /// An order of <c>@source</c> that is worth a second try: of a batch that ended well the failed ones, else all that were
    /// not successful (<c>@all</c>), but none whose product another try has brought.
    /// </summary>
    const string IsRetried = $"""
        o.batch_id = @source AND (o.state = '{JobStatus.Failed}' OR (@all AND o.state <> '{JobStatus.Successful}'))
            AND o.product_urn NOT IN (
                SELECT s.product_urn FROM batches AS t JOIN orders AS s ON s.batch_id = t.correlation_id
                WHERE t.bulk_id = @bulk AND t.retry_of IS NOT NULL AND s.state = '{JobStatus.Successful}' AND s.product_urn IS NOT NULL)
        """;

    async Task<Source?> SourceAsync(BatchSession session, Guid batchId, DateTime claimedUntil, DateTime until, CancellationToken cancellation)
    {
        await using var command = session.Command(FirstPage, ("@batch", batchId), ("@claimed", claimedUntil), ("@until", until));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
            return null;
        var retried = await row.IsDBNullAsync(1, cancellation) ? (Guid?)null : row.GetGuid(1);
        return retried is null
            ? new Source(batchId, row.GetGuid(0), batchId, false, Products, ProductPlaces, First: 0)
            : new Source(batchId, row.GetGuid(0), retried.Value, row.GetString(2) != JobStatus.Successful, Retried, RetriedPlaces, First: Guid.Empty);
    }

    /// <summary>Where a batch's items come from.</summary>
    sealed record Source(Guid Batch, Guid Bulk, Guid Of, bool All, string Items, string Places, object First);

    string Products => $"""
        SELECT {database.OrderId("@batch", "CAST(p.position AS TEXT)")} AS order_id, p.identifier, p.urn, p.product_id, p.model, p.entity_type, p.size,
            p.position AS place
        FROM bulk_products AS p WHERE p.batch_id = @source AND p.position > @after AND p.position <= @last
        """;

    const string ProductPlaces =
        "SELECT p.position FROM bulk_products AS p WHERE p.batch_id = @source AND p.position > @after ORDER BY p.position LIMIT @size";

    string Retried => $"""
        SELECT {database.OrderId("@batch", BatchItems.Text("o.correlation_id"))} AS order_id, o.product_identifier AS identifier, o.product_urn AS urn,
            o.product_id, o.model, o.entity_type, o.order_size AS size, o.correlation_id AS place
        FROM orders AS o WHERE {IsRetried} AND o.correlation_id > @after AND o.correlation_id <= @last
        """;

    const string RetriedPlaces =
        $"SELECT o.correlation_id FROM orders AS o WHERE {IsRetried} AND o.correlation_id > @after ORDER BY o.correlation_id LIMIT @size";

    static async Task<List<object>> PlacesAsync(BatchSession session, Source source, object? after, int size, CancellationToken cancellation)
    {
        await using var command = session.Command(
            source.Places, ("@source", source.Of), ("@bulk", source.Bulk), ("@all", source.All), ("@after", after ?? source.First), ("@size", size));
        var places = new List<object>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            places.Add(source.First is Guid ? row.GetGuid(0) : row.GetInt32(0));
        return places;
    }

    static async Task RunAsync(BatchSession session, string sql, Source source, object? after, object last, CancellationToken cancellation)
    {
        await using var command = session.Command(
            sql, ("@batch", source.Batch), ("@source", source.Of), ("@bulk", source.Bulk), ("@all", source.All),
            ("@after", after ?? source.First), ("@last", last));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    static async Task<int> CountAsync(BatchSession session, Guid batchId, CancellationToken cancellation)
    {
        await using var command = session.Command("SELECT count(*) FROM orders WHERE batch_id = @batch", ("@batch", batchId));
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }
}
