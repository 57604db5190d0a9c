using OrderSaga.Estimates;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Jobs;

/// <summary>An order seen as an OGC job.</summary>
sealed class JobView(Addresses addresses, OrderEstimates estimates, TimeProvider time)
{
    /// <summary>The job's status: a removed one is dismissed, however its order ended.</summary>
    public static string StatusOf(Order order) => order.RemovedAt is null ? order.Status : OrderStatus.Dismissed;

    public StatusInfo Of(Order order)
    {
        var status = StatusOf(order);
        return new StatusInfo
        {
            ProcessId = ProcessIds.OrderRequest,
            JobId = order.CorrelationId,
            Status = status,
            Message = order.RemovedAt is null ? order.Message : $"Removed on request; it had ended {order.Status}.",
            Created = order.Created,
            Started = order.Started,
            Finished = order.Finished,
            Updated = order.Updated,
            Progress = ProgressOf(status),
            Exception = status == OrderStatus.Failed ? JobFailure.Of(order, addresses) : null,
            Lta = LtaOf(order, status),
            Links = LinksOf(order, status),
        };
    }

    /// <summary>REGARDS tells no progress, so there is one at the ends alone.</summary>
    static int? ProgressOf(string status) => status switch
    {
        OrderStatus.Accepted => 0,
        OrderStatus.Successful => 100,
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
        Online = status == OrderStatus.Successful ? order.EvictionDate is null || order.EvictionDate > time.UtcNow() : null,
        Label = order.Label,
        NotBefore = order.NotBefore,
        BatchId = order.BatchId,
        BulkId = order.BulkId,
    };

    List<Link> LinksOf(Order order, string status)
    {
        var self = addresses.Job(order.CorrelationId);
        var links = new List<Link>
        {
            new(self, Relations.Self, GatewayJson.MediaType, "This job"),
            new(self, Relations.Monitor, GatewayJson.MediaType, "Status of the job"),
            new(addresses.Jobs, Relations.Up, GatewayJson.MediaType, "All jobs"),
            new(addresses.History(order.CorrelationId), "history", GatewayJson.MediaType, "What happened to the order"),
        };
        if (status == OrderStatus.Successful)
            links.Add(new Link(addresses.Results(order.CorrelationId), Relations.Results, GatewayJson.MediaType, "Results"));
        if (status == OrderStatus.Failed)
            links.Add(new Link(addresses.Results(order.CorrelationId), Relations.Exceptions, GatewayJson.MediaType, "Why the job failed"));
        return links;
    }
}
