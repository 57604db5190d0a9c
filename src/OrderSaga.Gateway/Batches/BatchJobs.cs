using MassTransit.Mediator;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Orders.Estimates;

namespace OrderSaga.Gateway.Batches;

/// <summary>Batches seen as OGC jobs, which they are from their trigger on; the job id is the batch id.</summary>
sealed class BatchJobs(
    BatchQueries queries, OrderEstimates estimates, IMediator mediator, IOptions<OrderOptions> orders, Addresses addresses, Site site, TimeProvider time)
    : JobKind<Batch>(queries)
{
    static readonly JobFailure Failures = new("The batch failed", new Dictionary<string, (int, string)>
    {
        [BatchReason.NothingSuccessful] = (StatusCodes.Status500InternalServerError, "No product came"),
        [BatchReason.ProductFailed] = (StatusCodes.Status500InternalServerError, "A product failed"),
        [BatchReason.TooManyFailures] = (StatusCodes.Status500InternalServerError, "Too many products failed"),
    });

    public override ProcessDescription Process { get; } = BatchOrderTrigger.Described(orders.Value);

    public override Task DismissAsync(Job job, Dismissal dismissal, CancellationToken cancellation) =>
        mediator.Send(new CancelBatch(job.Id, Reason: null, Remove: true, dismissal.At), cancellation);

    public override string PageOf(Guid jobId) => site.Batch(jobId);

    public override IEnumerable<JobAction> ActionsOf(Job job) => [new JobAction("The batch and its orders", site.Batch(job.Id))];

    /// <param name="batch">One that was triggered.</param>
    public override Job Of(Batch batch)
    {
        var job = JobOf(batch, token => BatchOrderTrigger.ResultsOf(batch, queries, token));
        return job with
        {
            Progress = BatchProgress.Of(batch),
            Lta = new LtaInfo
            {
                Priority = batch.Priority,
                Phase = batch.Phase,
                ReasonCode = batch.ReasonCode,
                EstimatedDate = EstimateOf(batch),
                OrderSize = batch.OrderSize,
                EvictionDate = batch.EvictionDate,
                Label = batch.Label,
                BatchId = job.Id,
                BulkId = batch.BulkId,
                Outcome = batch.Outcome,
                NumberOfProducts = batch.NumberOfProducts,
                Orders = BatchInfo.CountsOf(batch),
            },
            Failure = job.Status == JobStatus.Failed ? Failures.Of(batch.ReasonCode, batch.Message, addresses.Job(job.Id)) : null,
            ResultForm = batch.ResultForm,
            Links =
            [
                new Link(addresses.Batch(job.Id), "related", MediaType.Json, "The batch"),
                new Link(addresses.OrdersOf(job.Id), "item", MediaType.Json, "Its orders"),
                new Link(addresses.Bulk(batch.BulkId), "collection", MediaType.Json, "The bulk it is of"),
            ],
        };
    }

    /// <summary>Of the last of its orders; absent when it has ended.</summary>
    DateTime? EstimateOf(Batch batch) => batch.Finished is not null ? null : estimates.ForBatch(
        new BatchRest(batch.Owner, batch.Priority, batch.Created!.Value, batch.OrdersStored ? batch.Waiting : batch.NumberOfProducts, batch.Running, null), time.UtcNow());
}
