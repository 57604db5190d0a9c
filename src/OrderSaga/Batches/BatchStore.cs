using System.Data;
using System.Data.Common;
using OrderSaga.Jobs;
using OrderSaga.Orders.Queue;
using OrderSaga.SagaStore.Sql;

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
sealed class BatchStore(Database database, OrderTable orders)
{
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
        if (await BatchTable.HoldAsync(session, batchId, claimedUntil, until, cancellation) is not { } origin)
            return new StoredPage.Lost();
        var source = origin.RetryOf is { } retried ? RetriedOrders(origin, retried) : Products(batchId);
        var from = ("@after", after ?? source.First);
        var places = await session.ListAsync(source.Places, source.Place, cancellation, [.. source.Parameters, from, ("@size", size)]);
        if (places.Count > 0)
        {
            await OrderTable.InsertAsync(
                session, source.Items, BatchTable.OfOrders, cancellation, [.. source.Parameters, from, ("@last", places[^1]), ("@batch", batchId)]);
        }
        StoredPage page = places.Count == size
            ? new StoredPage.Part(places[^1], places.Count)
            : new StoredPage.Whole(await OrderTable.CountAsync(session, batchId, cancellation));
        await session.CommitAsync();
        return page;
    }

    /// <summary>How many products of a batch a second try would have, and their bytes.</summary>
    public Task<(int Products, long Volume)> RetryableAsync(Batch batch, long unknownSize, CancellationToken cancellation) =>
        orders.RetryableAsync(unknownSize, BatchTable.Tries, cancellation, Retried(batch.CorrelationId, batch.BulkId, batch.Status));

    /// <summary>Where a batch's items come from: a select of the next places, and one of the items between two places.</summary>
    /// <param name="Places">Selects up to <c>@size</c> places after <c>@after</c>.</param>
    /// <param name="Items">Selects the items from <c>@after</c> to <c>@last</c>.</param>
    /// <param name="Place">Reads a place.</param>
    /// <param name="First">Before all places.</param>
    /// <param name="Parameters">Of both selects, besides <c>@after</c> and <c>@size</c> or <c>@last</c>.</param>
    sealed record Source(string Places, string Items, Func<DbDataReader, object> Place, object First, (string Name, object? Value)[] Parameters);

    Source Products(Guid batchId) => new(
        "SELECT p.position AS place FROM bulk_products AS p WHERE p.batch_id = @source AND p.position > @after ORDER BY p.position LIMIT @size",
        $"""
        SELECT {BatchIds.OfOrder(database.Dialect, "CAST(p.position AS TEXT)")} AS order_id, p.identifier, p.urn, p.product_id, p.model, p.entity_type, p.size,
            p.position AS place
        FROM bulk_products AS p WHERE p.batch_id = @source AND p.position > @after AND p.position <= @last
        """,
        row => row.GetInt32("place"), 0, [("@source", batchId)]);

    Source RetriedOrders(BatchTable.Origin origin, Guid retried) => new(
        OrderTable.RetriedPlaces(BatchTable.Tries),
        OrderTable.RetriedItems(BatchTable.Tries, key => BatchIds.OfOrder(database.Dialect, key)),
        row => row.GetGuid("place"), Guid.Empty, Retried(retried, origin.BulkId, origin.RetriedStatus!));

    static (string Name, object? Value)[] Retried(Guid batchId, Guid bulkId, string status) =>
        [("@source", batchId), ("@bulk", bulkId), ("@all", status != JobStatus.Successful)];
}
