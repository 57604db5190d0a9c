using System.Text.Json;
using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>
/// Selects products, by a list or by a query of the catalogue, and prepares batches of orders for them. Publish it to the
/// exchange <c>ordersaga.create-bulk</c>, as plain JSON or as a MassTransit envelope. The same <see cref="BulkId"/> again
/// is the same bulk.
/// </summary>
[EntityName("ordersaga.create-bulk")]
public sealed record CreateBulk
{
    /// <summary>The bulk's id and idempotency key; also the id of the OGC job.</summary>
    public required Guid BulkId { get; init; }

    /// <summary>The products by name: 1 to 10 000 provider ids, REGARDS URNs or catalogue item URLs. Given alone, without the members of the query.</summary>
    public IReadOnlyList<string>? Products { get; init; }

    /// <summary>CQL2 JSON. The four members of the query combine with AND; at least one is needed when there is no list.</summary>
    public JsonElement? Filter { get; init; }

    /// <summary>Ids of catalogue collections.</summary>
    public IReadOnlyList<string>? Collections { get; init; }

    /// <summary>An RFC 3339 date-time, or an interval <c>from/to</c> with <c>..</c> for an open end.</summary>
    public string? Datetime { get; init; }

    /// <summary>West, south, east, north in degrees, or six numbers with heights.</summary>
    public IReadOnlyList<double>? Bbox { get; init; }

    /// <summary>The property that the products of a query are ordered by; <c>datetime</c> when absent.</summary>
    public string? SortBy { get; init; }

    /// <summary>A query that finds more fails.</summary>
    public int? MaxProducts { get; init; }

    /// <summary>Most products in a batch, 1 to 10 000; the configured number when absent.</summary>
    public int? BatchSizeProducts { get; init; }

    /// <summary>Most bytes in a batch; a product that is larger by itself has a batch of its own. No limit when absent.</summary>
    public long? BatchSizeVolume { get; init; }

    /// <summary>Starts every batch once all are prepared; else each waits for its <see cref="TriggerBatch"/>.</summary>
    public bool? AutomaticTrigger { get; init; }

    /// <summary><c>continue</c> (default), or <c>all</c>: the first failed product fails its batch.</summary>
    public string? FailurePolicy { get; init; }

    /// <summary>1 to 100, 100 first; 50 when absent.</summary>
    public int? Priority { get; init; }

    /// <summary>Owner of the requests at REGARDS, at most 128 characters; the configured one when absent.</summary>
    public string? Owner { get; init; }

    /// <summary>REGARDS tenant (project); the configured one when absent.</summary>
    public string? Tenant { get; init; }

    /// <summary>The client's own words, at most 128 characters.</summary>
    public string? Label { get; init; }

    /// <summary>Where HTTP notifications go; nobody is told when absent.</summary>
    public OrderSubscriber? Subscriber { get; init; }
}
