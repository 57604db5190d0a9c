using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Processes;
using OrderSaga.Orders;
using OrderSaga.Orders.Quotas;

namespace OrderSaga.Gateway.Orders;

/// <summary>The process that orders one product.</summary>
sealed class OrderRequest(OrderDesk desk, OrderJobs jobs, IOptions<GatewayOptions> options) : IMakesJobs
{
    public const string Id = "order-request";
    public const string ProductLink = "product_link";

    static readonly Schema Identifier = Schema.Line(256);
    static readonly Schema Time = Schema.Text(format: "date-time");

    /// <summary>With the output that only a link of the settings gives.</summary>
    static readonly ProcessDescription Whole = new()
    {
        Id = Id,
        Alias = "productOrder",
        Version = "1.0.0",
        Title = "Order one archived product",
        Description = "Has one product of the long term archive brought online by a patch of its REGARDS feature. The job ends when the archive has carried it out.",
        Keywords = ["long term archive", "product order"],
        JobControlOptions = ["async-execute", "dismiss"],
        OutputTransmission = ["value", "reference"],
        Inputs = new Dictionary<string, InputDescription>
        {
            ["product_identifier"] = new("Product", Identifier, Description: "Provider id, REGARDS URN or catalogue item URL."),
            ["priority"] = new("Priority", Schema.Integer(1, 100, usual: 50), 0, "100 is served first."),
            ["label"] = new("Label", Schema.Line(128), 0, "A word of the client's own, shown with the job."),
            ["not_before"] = new("Earliest start", Time, 0, "The order waits until then."),
            ["properties"] = new("Property patch", new Schema { Type = "object", AdditionalProperties = true }, 0, "New values of the product's properties; null deletes one."),
            ["geometry"] = new("Geometry patch", PatchSchemas.Geometry, 0, "The product's new geometry: longitudes of -180 to 180, latitudes of -90 to 90 degrees, rings closed."),
            ["files"] = new("File patch", Schema.List(PatchSchemas.File, PatchSchemas.MostFiles), 0, "Files that are added to the product, or replace its files."),
            ["file_update_mode"] = new("File update mode", Schema.OneOfWords("APPEND", "REPLACE"), 0, "Whether the files are added or take the place of all others."),
            ["storages"] = new("Storages", Schema.List(PatchSchemas.Storage, PatchSchemas.MostStorages), 0, "Where the archive stores the files."),
            ["acknowledged_recipient"] = new("Acknowledged recipient", Schema.Filled(255), 0, "The recipient whose dissemination is acknowledged."),
        },
        Outputs = new Dictionary<string, OutputDescription>
        {
            ["product_identifier"] = new("Product, as it was ordered", Identifier),
            ["order_size"] = new("Size of the product in bytes", Schema.Integer(0, format: "int64")),
            ["submission_date"] = new("When the order was received", Time),
            ["completed_date"] = new("When the archive had carried it out", Time),
            ["eviction_date"] = new("When the product goes offline again, as it was fixed then", Time),
            ["priority"] = new("Priority", Schema.Integer(1, 100)),
            [ProductLink] = new("Where the product is downloaded", Schema.Text(format: "uri")),
        },
    };

    static readonly ProcessDescription WithoutLink = Whole with { Outputs = Whole.Outputs.Where(output => output.Key != ProductLink).ToDictionary() };

    /// <summary>What is taken, whatever the settings.</summary>
    public static IReadOnlyDictionary<string, InputDescription> Inputs => Whole.Inputs;

    public static ProcessDescription Described(OrderOptions orders) => orders.ProductLink.Length > 0 ? Whole : WithoutLink;

    public ProcessDescription Description => jobs.Process;

    public IJobKind Jobs => jobs;

    public async Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation)
    {
        var placement = await desk.PlaceInputsAsync(jobId, request.Members(), request.Form.ToString(), request.IsFaulty, cancellation);
        if (placement.Excess is { } excess)
            throw OverQuota(excess);
        request.Refuse(placement.Faults);
        return jobId;
    }

    /// <summary>The figure that would be passed, and when it may be different.</summary>
    RefusedException OverQuota(QuotaExcess excess) =>
        new(Refusals.ForStatus(StatusCodes.Status429TooManyRequests, $"{excess}."), excess.RetryAfter ?? options.Value.RetryAfter);

    /// <summary>The outputs of a successful order: facts of its end, in the order of the description.</summary>
    public static IReadOnlyList<JobOutput> ResultsOf(Order order) => JobOutput.All(
        ("product_identifier", order.ProductIdentifier),
        ("order_size", order.OrderSize),
        ("submission_date", order.Created),
        ("completed_date", order.Finished),
        ("eviction_date", order.EvictionDate),
        ("priority", order.Priority),
        (ProductLink, order.ProductLink));
}
