using OrderSaga.Bulks;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Json;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Bulks;

/// <summary>A bulk as a whole, with all its batches: beyond the standard.</summary>
sealed record BulkInfo
{
    public required Guid BulkId { get; init; }

    /// <summary>OGC status of the bulk's own job, which ends when the batches exist; dismissed once it was removed.</summary>
    public required string Status { get; init; }

    /// <summary>prepared, running, complete, partial, failed or dismissed (see <see cref="BulkState"/>).</summary>
    public required string State { get; init; }

    /// <summary>Percent of the products that are finished with.</summary>
    public required int Progress { get; init; }

    public string? Message { get; init; }
    public string? ReasonCode { get; init; }
    public string? Label { get; init; }
    public required int Priority { get; init; }
    public required DateTime Created { get; init; }
    public DateTime? ResolvedAt { get; init; }
    public int? NumberOfProducts { get; init; }

    /// <summary>Bytes.</summary>
    public long? TotalVolume { get; init; }

    public int? NumberOfBatches { get; init; }

    /// <summary>Products that are not ordered.</summary>
    public required int RejectedProducts { get; init; }

    /// <summary>Batches by status.</summary>
    public required IReadOnlyDictionary<string, int> Batches { get; init; }

    public required OrderCountsInfo Orders { get; init; }

    /// <summary>Bytes of the successful orders.</summary>
    public long? OrderSize { get; init; }

    public DateTime? EvictionDate { get; init; }
    public required IReadOnlyList<Link> Links { get; init; }

    public static BulkInfo Of(Bulk bulk, BulkFigures figures, Addresses addresses) => new()
    {
        BulkId = bulk.CorrelationId,
        Status = bulk.RemovedAt is null ? bulk.Status : JobStatus.Dismissed,
        State = figures.State,
        Progress = figures.Progress,
        Message = bulk.Message,
        ReasonCode = bulk.ReasonCode,
        Label = bulk.Label,
        Priority = bulk.Priority,
        Created = bulk.Created,
        ResolvedAt = bulk.ResolvedAt,
        NumberOfProducts = bulk.NumberOfProducts,
        TotalVolume = bulk.TotalVolume,
        NumberOfBatches = bulk.NumberOfBatches,
        RejectedProducts = bulk.Rejected,
        Batches = figures.Batches,
        Orders = OrderCountsInfo.Of(figures),
        OrderSize = figures.OrderSize,
        EvictionDate = figures.EvictionDate,
        Links =
        [
            new(addresses.Bulk(bulk.CorrelationId), Relations.Self, GatewayJson.MediaType, "This bulk"),
            Alternate.AsPage(addresses.Bulk(bulk.CorrelationId)),
            new(addresses.Bulks, Relations.Up, GatewayJson.MediaType, "All bulks"),
            new(addresses.Job(bulk.CorrelationId), Relations.Monitor, GatewayJson.MediaType, "The job that prepares it"),
            new(addresses.BatchesOf(bulk.CorrelationId), "item", GatewayJson.MediaType, "Its batches"),
            new(addresses.RejectedOf(bulk.CorrelationId), "related", GatewayJson.MediaType, "Products that are not ordered"),
        ],
    };
}
