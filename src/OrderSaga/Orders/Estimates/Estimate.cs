namespace OrderSaga.Orders.Estimates;

/// <summary>What can be said of an unfinished order.</summary>
/// <param name="EstimatedDate">When it will be done, UTC, whole seconds; always later than now.</param>
/// <param name="QueuePosition">1 = the next to be sent; null when it is sent already, or waits for its date.</param>
public sealed record Estimate(DateTime EstimatedDate, long? QueuePosition);

/// <summary>What is left of a batch.</summary>
/// <param name="Created">When it was triggered, which is when its items became due.</param>
/// <param name="Waiting">Items not yet sent.</param>
/// <param name="Running">Items sent and unfinished.</param>
/// <param name="LastSent">When the last of them was sent, if known: the estimate then comes true at the end.</param>
public sealed record BatchRest(string Owner, int Priority, DateTime Created, long Waiting, long Running, DateTime? LastSent);
