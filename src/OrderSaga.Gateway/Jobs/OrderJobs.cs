using MassTransit.Mediator;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Orders.Estimates;

namespace OrderSaga.Gateway.Jobs;

/// <summary>Orders seen as OGC jobs.</summary>
sealed class OrderJobs(OrderQueries queries, OrderEstimates estimates, IMediator mediator, Addresses addresses, TimeProvider time) : IJobKind
{
    public ProcessDescription Process => OrderRequest.Description;

    public async Task<Job?> FindAsync(Guid id, CancellationToken cancellation) =>
        await queries.FindAsync(id, cancellation) is { } order ? Of(order) : null;

    public async Task<IReadOnlyList<Job>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        [.. (await queries.FindAsync(ids, cancellation)).Select(Of)];

    public async Task<IReadOnlyList<Job>> ListAsync(
        JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation) =>
        [.. (await queries.ListAsync(filter, now, limit, after, cancellation)).Select(Of)];

    public Task DismissAsync(Job job, Dismissal dismissal, CancellationToken cancellation) =>
        mediator.Send(new CancelOrder(job.Id, Reason: null, Remove: true, dismissal.At), cancellation);

    public async Task<IReadOnlyList<HistoryLine>> HistoryAsync(Job job, CancellationToken cancellation) =>
        [.. (await queries.HistoryAsync(job.Id, cancellation)).Select(HistoryLine.Of)];

    public Job Of(Order order)
    {
        var status = order.RemovedAt is null ? order.Status : JobStatus.Dismissed;
        return new Job
        {
            Id = order.CorrelationId,
            Kind = this,
            Status = status,
            Message = order.RemovedAt is null ? order.Message : $"Removed on request; it had ended {order.Status}.",
            Created = order.Created,
            Started = order.Started,
            Finished = order.Finished,
            Updated = order.Updated,
            Progress = ProgressOf(status),
            Owner = order.Owner,
            Version = order.Entries,
            Lta = LtaOf(order, status),
            Failure = status == JobStatus.Failed ? JobFailure.Of(order, addresses) : null,
            HasSubscriber = order.Subscriber is not null,
            ResultForm = order.ResultForm,
            Outputs = _ => Task.FromResult(OutputsOf(order)),
            Links = LinksOf(order),
        };
    }

    /// <summary>An order of a batch is not in the job list; these lead back.</summary>
    IReadOnlyList<Link> LinksOf(Order order) => (order.BatchId, order.BulkId) is ({ } batch, { } bulk)
        ?
        [
            new Link(addresses.Batch(batch), "collection", GatewayJson.MediaType, "The batch it is of"),
            new Link(addresses.Bulk(bulk), "related", GatewayJson.MediaType, "The bulk it is of"),
        ]
        : [];

    /// <summary>The facts of the end stay as they were; but what a link leads to may be gone.</summary>
    IReadOnlyList<JobOutput> OutputsOf(Order order)
    {
        var outputs = OrderRequest.ResultsOf(order);
        if (!(order.EvictionDate <= time.UtcNow()))
            return outputs;
        var gone = $"the product went offline on {GatewayJson.Text(order.EvictionDate.Value)}; order it again";
        return [.. outputs.Select(output => output.Name == OrderRequest.ProductLink ? output with { Gone = gone } : output)];
    }

    /// <summary>REGARDS tells no progress, so there is one at the ends alone.</summary>
    static int? ProgressOf(string status) => status switch
    {
        JobStatus.Accepted => 0,
        JobStatus.Successful => 100,
        _ => null,
    };

    LtaInfo LtaOf(Order order, string status) => LtaOf(order, status, estimates.For(order, time.UtcNow()));

    LtaInfo LtaOf(Order order, string status, Estimate? estimate) => new()
    {
        ProductIdentifier = order.ProductIdentifier,
        ProductUrn = order.ProductUrn,
        Priority = order.Priority,
        Phase = order.Phase,
        Attempt = order.Attempt,
        ReasonCode = order.ReasonCode,
        EstimatedDate = estimate?.EstimatedDate,
        QueuePosition = estimate?.QueuePosition,
        OrderSize = order.OrderSize,
        EvictionDate = order.EvictionDate,
        Online = status == JobStatus.Successful ? order.EvictionDate is null || order.EvictionDate > time.UtcNow() : null,
        Label = order.Label,
        NotBefore = order.NotBefore,
        BatchId = order.BatchId,
        BulkId = order.BulkId,
    };
}
