using MassTransit.Mediator;
using Microsoft.AspNetCore.Http;
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
    BatchQueries queries, OrderQueries history, OrderEstimates estimates, IMediator mediator, Addresses addresses, Site site, TimeProvider time) : IJobKind<Batch>
{
    static readonly JobFailure _failure = new("The batch failed", new Dictionary<string, (int, string)>
    {
        [BatchReason.NothingSuccessful] = (StatusCodes.Status500InternalServerError, "No product came"),
        [BatchReason.ProductFailed] = (StatusCodes.Status500InternalServerError, "A product failed"),
        [BatchReason.TooManyFailures] = (StatusCodes.Status500InternalServerError, "Too many products failed"),
    });

    public ProcessDescription Process => BatchOrderTrigger.Described;

    public async Task<Job?> FindAsync(Guid id, CancellationToken cancellation) =>
        await queries.FindAsync(id, cancellation) is { Created: not null } batch ? Of(batch) : null;

    public async Task<IReadOnlyList<Job>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        [.. (await queries.FindAsync(ids, cancellation)).Where(batch => batch.Created is not null).Select(Of)];

    public async Task<IReadOnlyList<Job>> ListAsync(
        JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation) =>
        [.. (await queries.ListAsync(filter, now, limit, after, cancellation)).Select(Of)];

    public Task DismissAsync(Job job, Dismissal dismissal, CancellationToken cancellation) =>
        mediator.Send(new CancelBatch(job.Id, Reason: null, Remove: true, dismissal.At), cancellation);

    public async Task<IReadOnlyList<HistoryLine>> HistoryAsync(Job job, CancellationToken cancellation) =>
        [.. (await history.HistoryAsync(job.Id, cancellation)).Select(HistoryLine.Of)];

    public string PageOf(Guid jobId) => site.Batch(jobId);

    public IEnumerable<JobAction> ActionsOf(Job job) => [new JobAction("The batch and its orders", site.Batch(job.Id))];

    /// <param name="batch">One that was triggered.</param>
    public Job Of(Batch batch)
    {
        var id = batch.CorrelationId;
        var status = batch.RemovedAt is null ? batch.Status : JobStatus.Dismissed;
        return new Job
        {
            Id = id,
            Kind = this,
            Status = status,
            Message = batch.RemovedAt is null ? batch.Message : $"Removed on request; it had ended {batch.Status}.",
            Created = batch.Created!.Value,
            Started = batch.Started,
            Finished = batch.Finished,
            Updated = batch.Updated,
            Progress = BatchProgress.Of(batch),
            Owner = batch.Owner,
            // A recount writes no history line.
            Version = batch.Updated.Ticks,
            Lta = new LtaInfo
            {
                Priority = batch.Priority,
                Phase = batch.Phase,
                ReasonCode = batch.ReasonCode,
                EstimatedDate = EstimateOf(batch),
                OrderSize = batch.OrderSize,
                EvictionDate = batch.EvictionDate,
                Label = batch.Label,
                BatchId = id,
                BulkId = batch.BulkId,
                Outcome = batch.Outcome,
                NumberOfProducts = batch.NumberOfProducts,
                Orders = BatchInfo.CountsOf(batch),
            },
            Failure = status == JobStatus.Failed ? _failure.Of(batch.ReasonCode, batch.Message, addresses.Job(id)) : null,
            HasSubscriber = batch.Subscriber is not null,
            ResultForm = batch.ResultForm,
            Outputs = token => BatchOrderTrigger.ResultsOf(batch, queries, token),
            Links =
            [
                new Link(addresses.Batch(id), "related", MediaType.Json, "The batch"),
                new Link(addresses.OrdersOf(id), "item", MediaType.Json, "Its orders"),
                new Link(addresses.Bulk(batch.BulkId), "collection", MediaType.Json, "The bulk it is of"),
            ],
        };
    }

    /// <summary>Of the last of its orders; absent when it has ended.</summary>
    DateTime? EstimateOf(Batch batch) => batch.Finished is not null ? null : estimates.ForBatch(
        new BatchRest(batch.Owner, batch.Priority, batch.Created!.Value, batch.OrdersStored ? batch.Waiting : batch.NumberOfProducts, batch.Running, null), time.UtcNow());
}
