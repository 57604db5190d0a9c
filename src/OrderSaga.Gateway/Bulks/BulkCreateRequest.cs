using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Bulks;

/// <summary>The process that selects products and prepares batch orders, or tells what that would come to.</summary>
sealed class BulkCreateRequest(BulkDesk desk, BulkJobs jobs) : IMakesJobs, IForecasts
{
    /// <summary>Longer lists are told by a link to their own pages.</summary>
    const int MostListed = 1000;

    const string DryRun = "dry_run";

    const string Batches = "batches";
    const string RejectedProducts = "rejected_products";

    static readonly Schema ProductName = Schema.Line(256);
    static readonly Schema FilterSchema = new()
    {
        Type = "object",
        Required = ["op", "args"],
        Properties = new Dictionary<string, Schema> { ["op"] = Schema.Text(), ["args"] = new() },
        AdditionalProperties = true,
        Example = new { op = "=", args = new object[] { new { property = "platform" }, "sentinel-1a" } },
    };

    static readonly Schema PlainCount = Schema.Integer(0);
    static readonly Schema ByteCount = Schema.Integer(0, format: "int64");

    public static ProcessDescription Described { get; } = new()
    {
        Id = "bulk-create-request",
        Alias = "bulkCreate",
        Version = "1.0.0",
        Title = "Select products and prepare batch orders",
        Description = "Resolves a list of products or a query of the catalogue once, and splits it into batch orders by count and volume. "
            + "The job ends when the batches exist; each is started by batch-order-trigger, or by itself with automatic_trigger.",
        Keywords = ["long term archive", "bulk order"],
        JobControlOptions = ["async-execute", "dismiss"],
        OutputTransmission = ["value", "reference"],
        Inputs = new Dictionary<string, InputDescription>
        {
            ["products"] = new("Products", Schema.List(ProductName, BulkDesk.MostNames) with { MinItems = 1 }, 0, "Provider ids, REGARDS URNs or catalogue item URLs. Either this or the members of a query."),
            ["filter"] = new("Filter", FilterSchema, 0, "CQL2 JSON. Combines with collections, datetime and bbox by AND."),
            ["collections"] = new("Collections", Schema.List(Schema.Line(256), 100) with { MinItems = 1 }, 0, "Any of these catalogue collections."),
            ["datetime"] = new("Time", Schema.Text() with { Pattern = TimePatterns.Range }, 0, "An instant or an interval of RFC 3339 times, open ends as two points. A date in an interval is its whole day."),
            ["bbox"] = new("Bounding box", Schema.List(new Schema { Type = "number" }) with { AnyOf = PatchSchemas.FourOrSix }, 0, "West, south, east, north in degrees, with heights in between for six numbers."),
            ["sort_by"] = new("Sorted by", new Schema { Type = "string", Default = "datetime", Pattern = @"^[+-]?(?!properties\.$)[A-Za-z0-9_][A-Za-z0-9_:.-]{0,127}" + Schema.End }, 0, "A property of the products, with - before it for descending; the product id breaks ties."),
            ["max_products"] = new("Most products", Schema.Integer(1, int.MaxValue), 0, "More fail the bulk before anything is ordered."),
            ["batch_size_products"] = new("Products per batch", Schema.Integer(1, 10_000, usual: 100), 0, "The most that one batch holds."),
            ["batch_size_volume"] = new("Bytes per batch", Schema.Integer(1, long.MaxValue, "int64"), 0, "The most that one batch holds; a larger product stands alone."),
            ["automatic_trigger"] = new("Start by itself", new Schema { Type = "boolean", Default = false }, 0, "Starts every batch once all exist."),
            ["failure_policy"] = new("Failure policy", Schema.OneOfWords(FailurePolicy.Words) with { Default = FailurePolicy.Continue }, 0, "all: the first failed product fails its batch."),
            ["priority"] = new("Priority", Schema.Integer(1, 100, usual: 50), 0, "100 is served first."),
            ["label"] = new("Label", Schema.Line(128), 0, "A word of the client's own, shown with the job."),
            [DryRun] = new("Dry run", new Schema { Type = "boolean", Default = false }, 0, "Counts products, volume and batches, answers at once and stores nothing."),
        },
        Outputs = new Dictionary<string, OutputDescription>
        {
            ["bulk_id"] = new("Bulk", Schema.Text(format: "uuid")),
            ["number_of_products"] = new("Products in the batches", PlainCount),
            ["total_volume"] = new("Their volume in bytes", ByteCount),
            ["number_of_batches"] = new("Batches", PlainCount),
            ["resolved_at"] = new("The moment whose catalogue counts", Schema.Text(format: "date-time")),
            ["complete"] = new("Whether the catalogue gave all that it announced; the job's message says what it did not", new Schema { Type = "boolean" }),
            [Batches] = new("The batches, or a link to their list where there are more than a thousand", Schema.List(Schema.Object(
                ["batch_id", "status"],
                ("batch_id", Schema.Text()), ("status", Schema.Text()), ("number_of_products", PlainCount), ("volume", ByteCount), ("href", Schema.Text())))),
            [RejectedProducts] = new("Products that are not ordered, and why; a link where there are more than a thousand", Schema.List(Schema.Object(
                [], ("product_identifier", Schema.Text()), ("reason", Schema.Text())))),
        },
    };

    public ProcessDescription Description => Described;

    public IJobKind Jobs => jobs;

    public async Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation)
    {
        var placement = await desk.PlaceInputsAsync(jobId, request.Members(), request.Form.ToString(), request.IsFaulty, cancellation);
        request.Refuse(placement.Faults);
        return jobId;
    }

    public string ForecastInput => DryRun;

    /// <summary>A faulty request is refused as one that would be placed.</summary>
    public bool WantsForecast(ExecuteRequest request) => !request.IsFaulty && BulkDesk.IsDryRun(request.Members());

    public async Task<object> ForecastAsync(ExecuteRequest request, CancellationToken cancellation)
    {
        var forecast = await desk.TryOutAsync(request.Members(), cancellation);
        request.Refuse(forecast.Faults);
        return BulkForecastInfo.Of(forecast);
    }

    /// <summary>The outputs of a successful bulk, in the order of the description; what is not known is left out.</summary>
    public static async Task<IReadOnlyList<JobOutput>> ResultsOf(Bulk bulk, BulkQueries queries, Addresses addresses, CancellationToken cancellation)
    {
        var id = bulk.CorrelationId;
        var batches = await queries.BatchesAsync(id, MostListed + 1, after: null, statuses: null, cancellation);
        var rejected = await queries.RejectedAsync(id, MostListed + 1, after: 0, cancellation);
        return JobOutput.All(
            ("bulk_id", id),
            ("number_of_products", bulk.NumberOfProducts),
            ("total_volume", bulk.TotalVolume),
            ("number_of_batches", bulk.NumberOfBatches),
            ("resolved_at", bulk.ResolvedAt),
            ("complete", bulk.ReasonCode != BulkReason.CatalogueIncomplete),
            (Batches, batches.Count > MostListed
                ? new Link(addresses.BatchesOf(id), "item", MediaType.Json)
                : batches.Select(batch => new PreparedBatch(
                    batch.CorrelationId, batch.Status, batch.NumberOfProducts, batch.Volume, addresses.Batch(batch.CorrelationId)))),
            (RejectedProducts, rejected.Count > MostListed
                ? new Link(addresses.RejectedOf(id), "item", MediaType.Json)
                : rejected.Select(product => new LeftOut(product.Identifier, product.Reason))));
    }

    sealed record PreparedBatch(Guid BatchId, string Status, int NumberOfProducts, long Volume, string Href) : ISnakeCase;

    sealed record LeftOut(string ProductIdentifier, string? Reason) : ISnakeCase;
}
