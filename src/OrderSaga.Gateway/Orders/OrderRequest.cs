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
    public const string ProductLink = "product_link";

    const int MostFiles = 100;

    static readonly Schema Identifier = Schema.Text(256);
    static readonly Schema Time = Schema.Text(format: "date-time");
    // What REGARDS knows; another word is read as nothing there.
    static readonly Schema DataType = Schema.OneOfWords(
        "RAWDATA", "QUICKLOOK_SD", "QUICKLOOK_MD", "QUICKLOOK_HD", "DOCUMENT", "THUMBNAIL", "OTHER", "AIP", "DESCRIPTION");

    static readonly Schema FileSchema = Schema.Object(
        ["locations", "attributes"],
        ("locations", Schema.List(Schema.Object(["url"], ("url", Schema.Text()), ("storage", Schema.Text())), MostFiles)),
        ("attributes", Schema.Object(
            ["dataType", "mimeType", "filename", "filesize", "algorithm", "checksum"],
            ("dataType", DataType), ("mimeType", Schema.Text()), ("filename", Schema.Text()), ("filesize", Schema.Integer(0, format: "int64")),
            ("algorithm", Schema.Text()), ("checksum", Schema.Text()), ("crc32", Schema.Text()))));

    static readonly Schema Storage = Schema.Object(
        ["pluginBusinessId"],
        ("pluginBusinessId", Schema.Text()), ("storePath", Schema.Text()), ("targetTypes", Schema.List(DataType)));

    public static ProcessDescription Described { get; } = new()
    {
        Id = "order-request",
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
            ["label"] = new("Label", Schema.Text(128), 0, "A word of the client's own, shown with the job."),
            ["not_before"] = new("Earliest start", Time, 0, "The order waits until then."),
            ["properties"] = new("Property patch", new Schema { Type = "object", AdditionalProperties = true }, 0, "New values of the product's properties; null deletes one."),
            ["geometry"] = new("Geometry patch", new Schema { Type = "object", Format = "geojson-geometry" }, 0, "The product's new geometry."),
            ["files"] = new("File patch", Schema.List(FileSchema, MostFiles), 0, "Files that are added to the product, or replace its files."),
            ["file_update_mode"] = new("File update mode", Schema.OneOfWords("APPEND", "REPLACE"), 0, "Whether the files are added or take the place of all others."),
            ["storages"] = new("Storages", Schema.List(Storage), 0, "Where the archive stores the files."),
            ["acknowledged_recipient"] = new("Acknowledged recipient", Schema.Text(255), 0, "The recipient whose dissemination is acknowledged."),
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

    public ProcessDescription Description => Described;

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
