using Microsoft.AspNetCore.Http;
using OrderSaga.Batches;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Gateway.Processes;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Batches;

/// <summary>The process that starts one prepared batch order; its job has the batch's own id.</summary>
sealed class BatchOrderTrigger(BatchDesk desk, BatchJobs jobs, Addresses addresses) : IMakesJobs
{
    static readonly Schema Time = Schema.Text(format: "date-time");
    static readonly Schema Count = Schema.Integer(0);

    public const string Id = "batch-order-trigger";

    const string Items = "items";

    static readonly (string Name, Schema Schema)[] ItemMembers =
        [("product_identifier", Schema.Text()), ("status", Schema.Text()), ("reason", Schema.Text()), (OrderRequest.ProductLink, Schema.Text())];

    static readonly ProcessDescription Whole = new()
    {
        Id = Id,
        Alias = "batchOrder",
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
            ["number_of_products"] = new("Products of the batch", Count),
            ["successful_products"] = new("Products that came", Count),
            ["failed_products"] = new("Products that did not come", Count),
            ["order_size"] = new("Bytes of those that came", Schema.Integer(0, format: "int64")),
            ["completed_date"] = new("When the last product was done with", Time),
            ["eviction_date"] = new("When the first product goes offline again, as it was fixed then", Time),
            ["outcome"] = new("Whether all came", Schema.OneOfWords(BatchOutcome.Complete, BatchOutcome.Partial)),
            [Items] = ItemsOf(ItemMembers),
        },
    };

    static readonly ProcessDescription WithoutLink = Whole with
    {
        Outputs = Whole.Outputs.ToDictionary(
            output => output.Key, output => output.Key == Items ? ItemsOf([.. ItemMembers.Where(member => member.Name != OrderRequest.ProductLink)]) : output.Value),
    };

    /// <summary>What is taken, whatever the settings.</summary>
    public static IReadOnlyDictionary<string, InputDescription> Inputs => Whole.Inputs;

    public ProcessDescription Description => jobs.Process;

    public IJobKind Jobs => jobs;

    /// <summary>Products have links where the settings give one.</summary>
    public static ProcessDescription Described(OrderOptions orders) => orders.ProductLink.Length > 0 ? Whole : WithoutLink;

    static OutputDescription ItemsOf((string Name, Schema Schema)[] members) =>
        new("Each product with its outcome, by order id", Schema.List(Schema.Object([], members)));

    public async Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation)
    {
        var result = await desk.TriggerInputsAsync(request.Members(), request.Form.ToString(), request.Owner, request.IsFaulty, cancellation);
        if (result.Answer is null)
            request.Refuse(result.Faults);
        return StartedBy(result.Answer) ?? result.Answer switch
        {
            TriggerAnswer.Unknown unknown => throw Refusals.NoSuch("batch", unknown.BatchId.ToString()),
            TriggerAnswer.Discarded => throw Refused(StatusCodes.Status410Gone, "batch-discarded", result),
            TriggerAnswer.AlreadyFinished => throw Refused(StatusCodes.Status409Conflict, "batch-already-finished", result),
            TriggerAnswer.PriorityDiffers => throw Refused(StatusCodes.Status409Conflict, "batch-priority-differs", result),
            TriggerAnswer.NothingToRetry => throw Refused(StatusCodes.Status409Conflict, "nothing-to-retry", result),
            var other => throw new InvalidOperationException($"A trigger was answered by {other}."),
        };
    }

    /// <summary>The batch whose job is under way now; null where there is none.</summary>
    public static Guid? StartedBy(TriggerAnswer? answer) => answer switch
    {
        TriggerAnswer.Started started => started.BatchId,
        TriggerAnswer.AlreadyStarted started => started.BatchId,
        TriggerAnswer.Retried retried => retried.BatchId,
        _ => null,
    };

    /// <summary>The batch does not stand where a trigger could do anything; the batch tells where it stands.</summary>
    RefusedException Refused(int status, string type, TriggerResult result)
    {
        var refused = Refusals.Invalid(result.Faults).Answer;
        return new RefusedException(refused with { Type = type, Status = status, Title = "Batch can't be started", Instance = addresses.Batch(result.BatchId!.Value) });
    }

    /// <summary>The outputs of a successful batch, in the order of the description; what is not known is left out.</summary>
    public static async Task<IReadOnlyList<JobOutput>> ResultsOf(Batch batch, BatchQueries queries, CancellationToken cancellation)
    {
        var items = await queries.ItemsAsync(batch.CorrelationId, batch.NumberOfProducts, after: null, cancellation);
        return JobOutput.All(
            ("number_of_products", batch.NumberOfProducts),
            ("successful_products", batch.Successful),
            ("failed_products", batch.NumberOfProducts - batch.Successful),
            ("order_size", batch.OrderSize),
            ("completed_date", batch.Finished),
            ("eviction_date", batch.EvictionDate),
            ("outcome", batch.Outcome),
            (Items, items.Select(item => new ItemInfo(item.ProductIdentifier, item.Status, item.Reason, item.ProductLink))));
    }

    sealed record ItemInfo(string ProductIdentifier, string Status, string? Reason, string? ProductLink) : ISnakeCase;
}
