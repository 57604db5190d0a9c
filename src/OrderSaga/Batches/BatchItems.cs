using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Batches;

/// <summary>
/// How the items of a batch become orders, many in one statement: the one place where the columns are named. A row is what
/// the order machine would have made of the same product, so a column that it sets at acceptance belongs here too.
/// </summary>
static class BatchItems
{
    const int HexLength = 32;

    /// <summary>Columns of an order and their values, from the item <c>i</c> and its batch <c>b</c>. What is not named is null.</summary>
    static readonly (string Column, string Value)[] Columns =
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
        ("content_digest", Text("b.correlation_id")),
        ("batch_id", "b.correlation_id"),
        ("bulk_id", "b.bulk_id"),
        // The moment of the trigger, so that a restart changes nothing.
        ("created", "b.created"),
        ("updated", "b.created"),
        // Of a batch that was dismissed meanwhile nothing is sent; its orders are there to be cancelled one by one.
        ("dispatch_at", $"CASE WHEN b.state IN ('{JobStatus.Accepted}', '{JobStatus.Running}') THEN b.created END"),
        ("attempt", "1"),
        ("sends", "0"),
        ("in_flight", "FALSE"),
        ("sequence", "1"),
        ("entries", "1"),
    ];

    /// <summary>Inserts the orders of a page of items.</summary>
    /// <param name="items">A select of <c>order_id, identifier, urn, product_id, model, entity_type, size, place</c>.</param>
    public static string InsertOrders(string items) =>
        $"""
        WITH items AS ({items})
        INSERT INTO orders ({string.Join(", ", Columns.Select(c => c.Column))})
        SELECT {string.Join(", ", Columns.Select(c => c.Value))} FROM items AS i CROSS JOIN batches AS b WHERE b.correlation_id = @batch
        ORDER BY i.place
        ON CONFLICT (correlation_id) DO NOTHING
        """;

    /// <summary>Inserts the first line of their history.</summary>
    /// <param name="items">As above.</param>
    public static string InsertHistory(string items) =>
        $"""
        WITH items AS ({items})
        INSERT INTO order_history (order_id, entry, at, to_status, phase, cause, late, attempt, request_id)
        SELECT i.order_id, 1, b.created, '{JobStatus.Accepted}', '{OrderPhase.Queued}', '{Cause.Submitted}', FALSE, 1, {Text("i.order_id")}
        FROM items AS i CROSS JOIN batches AS b WHERE b.correlation_id = @batch
        ORDER BY i.place
        ON CONFLICT (order_id, entry) DO NOTHING
        """;

    /// <summary>A UUID as both databases and .NET write it.</summary>
    public static string Text(string column) => $"lower(CAST({column} AS TEXT))";

    /// <summary>
    /// The id of an item's order, the same whoever stores it: a UUID of version 8 (RFC 9562), made from a digest of batch
    /// and item.
    /// </summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="key">The product's position in its bulk, or the id of the order that is tried again.</param>
    public static Guid OrderId(Guid batchId, string key) => Derived($"{batchId:D}:{key}");

    /// <summary>The id of the batch that tries another one again for the <paramref name="number"/>th time.</summary>
    public static Guid RetryId(Guid batchId, int number) => Derived(string.Create(CultureInfo.InvariantCulture, $"{batchId:D}:retry:{number}"));

    static Guid Derived(string name)
    {
        Span<char> hex = stackalloc char[HexLength];
        Convert.TryToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, HexLength / 2), hex, out _);
        hex[12] = '8';
        hex[16] = '8';
        return Guid.ParseExact(hex, "N");
    }
}
