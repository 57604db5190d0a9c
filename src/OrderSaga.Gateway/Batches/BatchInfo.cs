using OrderSaga.Batches;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Batches;

/// <summary>A batch, triggered or not: beyond the standard, which knows jobs alone.</summary>
sealed record BatchInfo : ISnakeCase
{
    /// <summary>The words of <see cref="Status"/>.</summary>
    public static IReadOnlyList<string> Statuses { get; } =
    [
        BatchStatus.Prepared, JobStatus.Accepted, JobStatus.Running, JobStatus.Successful, JobStatus.Failed, JobStatus.Dismissed, BatchStatus.Discarded,
    ];

    public required Guid BatchId { get; init; }
    public required Guid BulkId { get; init; }

    /// <summary>1, 2, 3 … within the bulk; a second try has the number of the first.</summary>
    public required int Number { get; init; }

    public required string Status { get; init; }
    public required string Phase { get; init; }
    public string? Outcome { get; init; }
    public string? Message { get; init; }
    public string? ReasonCode { get; init; }
    public Guid? RetryOf { get; init; }
    public string? Label { get; init; }
    public required int Priority { get; init; }
    public required int NumberOfProducts { get; init; }

    /// <summary>Bytes, with a default for products of unknown size.</summary>
    public required long Volume { get; init; }

    public required int Progress { get; init; }
    public required OrderCountsInfo Orders { get; init; }

    /// <summary>Bytes of the successful orders.</summary>
    public long? OrderSize { get; init; }

    public DateTime? EvictionDate { get; init; }
    public required DateTime PreparedAt { get; init; }

    /// <summary>When it was triggered.</summary>
    public DateTime? Created { get; init; }

    public DateTime? Started { get; init; }
    public DateTime? Finished { get; init; }
    public required IReadOnlyList<Link> Links { get; init; }

    public static BatchInfo Of(Batch batch, Addresses addresses) => new()
    {
        BatchId = batch.CorrelationId,
        BulkId = batch.BulkId,
        Number = batch.Number,
        Status = BatchCourse.StatusOf(batch),
        Phase = batch.Phase,
        Outcome = batch.Outcome,
        Message = batch.Message,
        ReasonCode = batch.ReasonCode,
        RetryOf = batch.RetryOf,
        Label = batch.Label,
        Priority = batch.Priority,
        NumberOfProducts = batch.NumberOfProducts,
        Volume = batch.Volume,
        Progress = BatchProgress.Of(batch),
        Orders = CountsOf(batch),
        OrderSize = batch.OrderSize,
        EvictionDate = batch.EvictionDate,
        PreparedAt = batch.PreparedAt,
        Created = batch.Created,
        Started = batch.Started,
        Finished = batch.Finished,
        Links = LinksOf(batch, addresses),
    };

    public static OrderCountsInfo CountsOf(Batch batch) => new(null, batch.Waiting, batch.Running, batch.Successful, batch.Failed, batch.Dismissed);

    static List<Link> LinksOf(Batch batch, Addresses addresses)
    {
        var id = batch.CorrelationId;
        var links = new List<Link>
        {
            new(addresses.Batch(id), Relations.Self, MediaType.Json, "This batch"),
            Alternate.AsPage(addresses.Batch(id)),
            new(addresses.Bulk(batch.BulkId), "collection", MediaType.Json, "The bulk it is of"),
            new(addresses.OrdersOf(id), "item", MediaType.Json, "Its orders"),
        };
        if (batch.Status == BatchStatus.Prepared)
            links.Add(new Link(addresses.Execution(BatchOrderTrigger.Id), Relations.Execute, MediaType.Json, "Starts it"));
        if (batch.Created is not null)
            links.Add(new Link(addresses.Job(id), Relations.Monitor, MediaType.Json, "Its job"));
        return links;
    }
}
