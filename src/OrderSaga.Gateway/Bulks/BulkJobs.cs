using MassTransit.Mediator;
using Microsoft.AspNetCore.Http;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Bulks;

/// <summary>Bulks seen as OGC jobs: they end when their batches exist.</summary>
sealed class BulkJobs(BulkQueries queries, OrderQueries history, IMediator mediator, Addresses addresses, Site site) : IJobKind<Bulk>
{
    static readonly JobFailure _failure = new("The bulk failed", new Dictionary<string, (int, string)>
    {
        [BulkReason.TooLarge] = (StatusCodes.Status400BadRequest, "Bulk too large"),
        [BulkReason.NothingValid] = (StatusCodes.Status400BadRequest, "No valid product"),
        [BulkReason.CatalogueFailed] = (StatusCodes.Status500InternalServerError, "The catalogue failed"),
    });

    public ProcessDescription Process => BulkCreateRequest.Described;

    public async Task<Job?> FindAsync(Guid id, CancellationToken cancellation) =>
        await queries.FindAsync(id, cancellation) is { } bulk ? Of(bulk) : null;

    public async Task<IReadOnlyList<Job>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        [.. (await queries.FindAsync(ids, cancellation)).Select(Of)];

    public async Task<IReadOnlyList<Job>> ListAsync(
        JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation) =>
        [.. (await queries.ListAsync(filter, now, limit, after, cancellation)).Select(Of)];

    public Task DismissAsync(Job job, Dismissal dismissal, CancellationToken cancellation) =>
        mediator.Send(new CancelBulk(job.Id, Reason: null, Remove: true, dismissal.Cascade, dismissal.At), cancellation);

    public async Task<IReadOnlyList<HistoryLine>> HistoryAsync(Job job, CancellationToken cancellation) =>
        [.. (await history.HistoryAsync(job.Id, cancellation)).Select(HistoryLine.Of)];

    public string PageOf(Guid jobId) => site.Bulk(jobId);

    public IEnumerable<JobAction> ActionsOf(Job job) => [new JobAction("The bulk and its batches", site.Bulk(job.Id))];

    public Job Of(Bulk bulk)
    {
        var status = bulk.RemovedAt is null ? bulk.Status : JobStatus.Dismissed;
        return new Job
        {
            Id = bulk.CorrelationId,
            Kind = this,
            Status = status,
            Message = bulk.RemovedAt is null ? bulk.Message : $"Removed on request; it had ended {bulk.Status}.",
            Created = bulk.Created,
            Started = bulk.Started,
            Finished = bulk.Finished,
            Updated = bulk.Updated,
            Progress = status is JobStatus.Failed or JobStatus.Dismissed ? null : bulk.Progress,
            Owner = bulk.Owner,
            // Progress alone writes no history line.
            Version = bulk.Updated.Ticks,
            Lta = new LtaInfo
            {
                Priority = bulk.Priority,
                Phase = bulk.Phase,
                ReasonCode = bulk.ReasonCode,
                Label = bulk.Label,
                BulkId = bulk.CorrelationId,
                NumberOfProducts = bulk.NumberOfProducts,
                NumberOfBatches = bulk.NumberOfBatches,
            },
            Failure = status == JobStatus.Failed ? _failure.Of(bulk.ReasonCode, bulk.Message, addresses.Job(bulk.CorrelationId)) : null,
            SparedOthers = bulk.Cascade is false,
            HasSubscriber = bulk.Subscriber is not null,
            ResultForm = bulk.ResultForm,
            Outputs = token => BulkCreateRequest.ResultsOf(bulk, queries, addresses, token),
            Links = [new Link(addresses.Bulk(bulk.CorrelationId), "related", MediaType.Json, "The bulk as a whole")],
        };
    }
}
