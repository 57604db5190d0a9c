using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>Starts a prepared batch. Exchange <c>ordersaga.trigger-batch</c>; once more for the same batch changes nothing.</summary>
[EntityName("ordersaga.trigger-batch")]
public sealed record TriggerBatch
{
    /// <summary>The batch, prepared, running or ended.</summary>
    public required Guid BatchId { get; init; }

    /// <summary>1 to 100, 100 first; the bulk's when absent.</summary>
    public int? Priority { get; init; }

    /// <summary>For a finished batch: its products that were not successful are ordered again, in a new batch.</summary>
    public bool? RetryFailed { get; init; }

    /// <summary>Where HTTP notifications go; nobody is told when absent.</summary>
    public OrderSubscriber? Subscriber { get; init; }
}
