using System.Globalization;
using MassTransit.Mediator;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Processes;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Orders.Estimates;

namespace OrderSaga.Gateway.Orders;

/// <summary>Orders seen as OGC jobs.</summary>
sealed class OrderJobs(
    OrderQueries queries, OrderEstimates estimates, IMediator mediator, IOptions<OrderOptions> orders, Addresses addresses, Site site, TimeProvider time)
    : JobKind<Order>(queries)
{
    static readonly JobFailure Failures = new("The order failed", new Dictionary<string, (int, string)>
    {
        [ReasonCode.ProductNotFound] = (StatusCodes.Status400BadRequest, "Product not found"),
        [ReasonCode.ProductAmbiguous] = (StatusCodes.Status400BadRequest, "Product ambiguous"),
        [ReasonCode.InvalidRequest] = (StatusCodes.Status400BadRequest, "Request can't be carried out"),
        [ReasonCode.Denied] = (StatusCodes.Status400BadRequest, "Request denied by the archive"),
        [ReasonCode.ArchiveError] = (StatusCodes.Status500InternalServerError, "The archive failed"),
        [ReasonCode.Timeout] = (StatusCodes.Status500InternalServerError, "The archive did not answer in time"),
    });

    public override ProcessDescription Process { get; } = OrderRequest.Described(orders.Value);

    public override async Task DismissAsync(Job job, Dismissal dismissal, CancellationToken cancellation)
    {
        try
        {
            await mediator.Send(new CancelOrder(job.Id, Reason: null, Remove: true, dismissal.At), cancellation);
        }
        catch (UnknownOrderException)
        {
            throw Refusals.NoSuchJob(job.Id.ToString());
        }
    }

    /// <summary>What has ended can be ordered again, by the form with the same inputs in it.</summary>
    public override IEnumerable<JobAction> ActionsOf(Job job) => !job.HasEnded
        ? []
        :
        [
            new JobAction(
                "Order again",
                FilledForm.Link(
                    site, Process.Id,
                    ("product_identifier", job.Lta!.ProductIdentifier), ("priority", job.Lta.Priority?.ToString(CultureInfo.InvariantCulture)), ("label", job.Lta.Label)),
                IsMain: true),
        ];

    /// <summary>An order of a batch is found in its batch, not in the job list.</summary>
    public override IReadOnlyList<Link> PagesAbove(Job job) => job.Lta is { BatchId: { } batch, BulkId: { } bulk }
        ?
        [
            new Link(Site.Paged(site.Bulks), Relations.Up, Title: "Bulks"),
            new Link(site.Bulk(bulk), Relations.Up, Title: "Bulk"),
            new Link(site.Batch(batch), Relations.Up, Title: "Batch"),
        ]
        : [];

    public override Job Of(Order order)
    {
        var job = JobOf(order, _ => Task.FromResult(OutputsOf(order)));
        return job with
        {
            Progress = ProgressOf(job.Status),
            Version = order.Entries,
            Lta = LtaOf(order, job.Status),
            Failure = job.Status == JobStatus.Failed ? Failures.Of(order.ReasonCode, order.Message, addresses.Job(job.Id)) : null,
            ResultForm = order.ResultForm,
            Links = LinksOf(order),
        };
    }

    IReadOnlyList<Link> LinksOf(Order order) => [.. ProductOf(order), .. WayBack(order)];

    /// <summary>What is online was so before it was ordered: where it is the catalogue says, though no output does.</summary>
    IEnumerable<Link> ProductOf(Order order) =>
        order is { ProductLink: { } product, Status: JobStatus.Successful } && !IsGone(order) && !Process.Outputs.ContainsKey(OrderRequest.ProductLink)
            ? [new Link(product, "enclosure", Title: "The product")]
            : [];

    /// <summary>An order of a batch is not in the job list; these lead back.</summary>
    IEnumerable<Link> WayBack(Order order) => (order.BatchId, order.BulkId) is ({ } batch, { } bulk)
        ?
        [
            new Link(addresses.Batch(batch), "collection", MediaType.Json, "The batch it is of"),
            new Link(addresses.Bulk(bulk), "related", MediaType.Json, "The bulk it is of"),
        ]
        : [];

    bool IsGone(Order order) => order.EvictionDate <= time.UtcNow();

    /// <summary>The facts of the end stay as they were; but what a link leads to may be gone.</summary>
    IReadOnlyList<JobOutput> OutputsOf(Order order)
    {
        var outputs = OrderRequest.ResultsOf(order);
        if (!IsGone(order))
            return outputs;
        var gone = $"the product went offline on {GatewayJson.Text(order.EvictionDate!.Value)}; order it again";
        return [.. outputs.Select(output => output.Name == OrderRequest.ProductLink ? output with { Gone = gone } : output)];
    }

    /// <summary>REGARDS tells no progress, so there is one at the ends alone.</summary>
    static int? ProgressOf(string status) => status switch
    {
        JobStatus.Accepted => 0,
        JobStatus.Successful => 100,
        _ => null,
    };

    LtaInfo LtaOf(Order order, string status)
    {
        var now = time.UtcNow();
        var estimate = estimates.For(order, now);
        return new LtaInfo
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
            Online = status == JobStatus.Successful ? order.EvictionDate is null || order.EvictionDate > now : null,
            Label = order.Label,
            NotBefore = order.NotBefore,
            BatchId = order.BatchId,
            BulkId = order.BulkId,
        };
    }
}
