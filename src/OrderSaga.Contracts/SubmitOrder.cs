using System.Text.Json;
using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>
/// Orders one archived product. Publish it to the exchange <c>ordersaga.submit-order</c>, as plain JSON or as a
/// MassTransit envelope. The same <see cref="OrderId"/> again is the same order.
/// </summary>
[EntityName("ordersaga.submit-order")]
public sealed record SubmitOrder
{
    /// <summary>The order's id and idempotency key; also the id of the OGC job.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Provider id, REGARDS URN or catalogue item URL, at most 256 characters. Needed unless <see cref="Product"/> is given.</summary>
    public string? ProductIdentifier { get; init; }

    /// <summary>The product in full; then no catalogue is asked.</summary>
    public OrderedProduct? Product { get; init; }

    /// <summary>1 to 100, 100 first; 50 when absent.</summary>
    public int? Priority { get; init; }

    /// <summary>Owner of the request at REGARDS, at most 128 characters; the configured one when absent.</summary>
    public string? Owner { get; init; }

    /// <summary>REGARDS tenant (project); the configured one when absent.</summary>
    public string? Tenant { get; init; }

    /// <summary>The client's own words, at most 128 characters.</summary>
    public string? Label { get; init; }

    /// <summary>Not to be sent to REGARDS before this time.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>What the patch changes; the configured property patch when absent.</summary>
    public OrderPatch? Patch { get; init; }

    /// <summary>Where HTTP notifications go; nobody is told when absent.</summary>
    public OrderSubscriber? Subscriber { get; init; }
}

/// <summary>A product named in full.</summary>
public sealed record OrderedProduct
{
    /// <summary>REGARDS URN of the product (<c>URN:AIP:…</c>).</summary>
    public required string Urn { get; init; }

    /// <summary>Provider id, at most 100 characters.</summary>
    public required string Id { get; init; }

    /// <summary>REGARDS model; the configured one when absent.</summary>
    public string? Model { get; init; }

    /// <summary>DATA, DATASET or COLLECTION.</summary>
    public string? EntityType { get; init; }

    /// <summary>Bytes.</summary>
    public long? Size { get; init; }
}

/// <summary>Content of the REGARDS patch: see the REGARDS feature manager's FeatureUpdateRequestEvent.</summary>
public sealed record OrderPatch
{
    /// <summary>New values of the properties, an object; null deletes one.</summary>
    public JsonElement? Properties { get; init; }

    /// <summary>The new geometry, GeoJSON.</summary>
    public JsonElement? Geometry { get; init; }

    /// <summary>Files that are added to the product or replace its files, at most 100; see the REGARDS contract for their members.</summary>
    public JsonElement? Files { get; init; }

    /// <summary>APPEND or REPLACE.</summary>
    public string? FileUpdateMode { get; init; }

    /// <summary>Where the archive stores the files; see the REGARDS contract for their members.</summary>
    public JsonElement? Storages { get; init; }

    /// <summary>The recipient whose dissemination is acknowledged, at most 255 characters.</summary>
    public string? AcknowledgedRecipient { get; init; }
}

/// <summary>Where HTTP notifications of the order go; any subset.</summary>
public sealed record OrderSubscriber
{
    /// <summary>Is sent the results once the job is successful.</summary>
    public string? SuccessUri { get; init; }

    /// <summary>Is sent the job when it runs, and at each further attempt.</summary>
    public string? InProgressUri { get; init; }

    /// <summary>Is sent the job when it failed or was dismissed.</summary>
    public string? FailedUri { get; init; }
}
