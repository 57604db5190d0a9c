using OrderSaga.Batches;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Batches;

/// <summary>The process that starts one prepared batch order: its description, and its outputs as facts of a finished batch.</summary>
static class BatchOrderTrigger
{
    static readonly Schema _time = Schema.Text(format: "date-time");
    static readonly Schema _count = Schema.Integer(0);

    public static ProcessDescription Description { get; } = new()
    {
        Id = ProcessIds.BatchOrderTrigger,
        Version = "1.0.0",
        Title = "Start one prepared batch order",
        Description = "Orders the products of a batch that bulk-create-request prepared. The job id is the batch id, so starting a batch twice is the same job. "
            + "With retry_failed the products of a finished batch that did not come are ordered again, in a new batch.",
        Keywords = ["long term archive", "batch order"],
        JobControlOptions = ["async-execute", "dismiss"],
        OutputTransmission = ["value", "reference"],
        Inputs = new Dictionary<string, InputDescription>
        {
            ["batch_id"] = new("Batch", Schema.Text(format: "uuid")),
            ["priority"] = new("Priority", Schema.Integer(1, 100), 0, "Instead of the one that the bulk was created with; 100 is served first."),
            ["retry_failed"] = new("Retry", new Schema { Type = "boolean", Default = false }, 0, "Orders what did not come once more, in a new batch."),
        },
        Outputs = new Dictionary<string, OutputDescription>
        {
            ["number_of_products"] = new("Products of the batch", _count),
            ["successful_products"] = new("Products that came", _count),
            ["failed_products"] = new("Products that did not come", _count),
            ["order_size"] = new("Bytes of those that came", Schema.Integer(0, format: "int64")),
            ["completed_date"] = new("When the last product was done with", _time),
            ["eviction_date"] = new("When the first product goes offline again, as it was fixed then", _time),
            ["outcome"] = new("Whether all came", Schema.OneOfWords(BatchOutcome.Complete, BatchOutcome.Partial)),
            ["items"] = new("Each product with its outcome, by order id", Schema.List(Schema.Object(
                [], ("product_identifier", Schema.Text()), ("status", Schema.Text()), ("reason", Schema.Text()), ("product_link", Schema.Text())))),
        },
    };

    /// <summary>The outputs of a successful batch, in the order of the description; what is not known is left out.</summary>
    public static async Task<IReadOnlyList<JobOutput>> ResultsOf(Batch batch, BatchQueries queries, CancellationToken cancellation)
    {
        var items = await queries.ItemsAsync(batch.CorrelationId, batch.NumberOfProducts, after: null, cancellation);
        return [.. new[]
        {
            JobOutput.Of("number_of_products", batch.NumberOfProducts),
            JobOutput.Of("successful_products", batch.Successful),
            JobOutput.Of("failed_products", batch.NumberOfProducts - batch.Successful),
            JobOutput.Of("order_size", batch.OrderSize),
            JobOutput.Of("completed_date", batch.Finished is { } finished ? GatewayJson.Text(finished) : null),
            JobOutput.Of("eviction_date", batch.EvictionDate is { } eviction ? GatewayJson.Text(eviction) : null),
            JobOutput.Of("outcome", batch.Outcome),
            JobOutput.Of("items", items.Select(item => new
            {
                product_identifier = item.ProductIdentifier,
                status = item.Status,
                reason = item.Reason,
                product_link = item.ProductLink,
            })),
        }.OfType<JobOutput>()];
    }
}
