using OrderSaga.Bulks;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Bulks;

/// <summary>A bulk as a whole, with all its batches: beyond the standard.</summary>
sealed record BulkInfo : ISnakeCase
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
        Orders = CountsOf(figures),
        OrderSize = figures.OrderSize,
        EvictionDate = figures.EvictionDate,
        Links =
        [
            new(addresses.Bulk(bulk.CorrelationId), Relations.Self, MediaType.Json, "This bulk"),
            Alternate.AsPage(addresses.Bulk(bulk.CorrelationId)),
            new(addresses.Bulks, Relations.Up, MediaType.Json, "All bulks"),
            new(addresses.Job(bulk.CorrelationId), Relations.Monitor, MediaType.Json, "The job that prepares it"),
            new(addresses.BatchesOf(bulk.CorrelationId), "item", MediaType.Json, "Its batches"),
            new(addresses.RejectedOf(bulk.CorrelationId), "related", MediaType.Json, "Products that are not ordered"),
        ],
    };

    public static OrderCountsInfo CountsOf(BulkFigures figures) =>
        new(figures.Prepared, figures.Waiting, figures.Running, figures.Successful, figures.Failed, figures.Dismissed);
}

/// <summary>What a bulk would come to: the answer of a dry run.</summary>
sealed record BulkForecastInfo : ISnakeCase
{
    public required int NumberOfProducts { get; init; }

    /// <summary>Bytes, with a default for products of unknown size.</summary>
    public required long TotalVolume { get; init; }

    public required int NumberOfBatches { get; init; }

    /// <summary>Products that would not be ordered, by <see cref="RejectionReason"/>.</summary>
    public required IReadOnlyDictionary<string, int> Rejected { get; init; }

    /// <summary>How many there are in all, as far as the catalogue says.</summary>
    public long? Matched { get; init; }

    /// <summary>Products that the owner's quota would still allow in this bulk; absent without a quota.</summary>
    public int? QuotaLeft { get; init; }

    /// <summary>False when the time was over, or the bulk would fail, before all were counted.</summary>
    public required bool Complete { get; init; }

    /// <summary>Why the bulk would fail.</summary>
    public string? ReasonCode { get; init; }

    public string? Message { get; init; }

    public static BulkForecastInfo Of(BulkForecast forecast) => new()
    {
        NumberOfProducts = forecast.NumberOfProducts,
        TotalVolume = forecast.TotalVolume,
        NumberOfBatches = forecast.NumberOfBatches,
        Rejected = forecast.Rejected,
        Matched = forecast.Matched,
        QuotaLeft = forecast.QuotaLeft,
        Complete = forecast.IsComplete,
        ReasonCode = forecast.ReasonCode,
        Message = forecast.Message,
    };
}
