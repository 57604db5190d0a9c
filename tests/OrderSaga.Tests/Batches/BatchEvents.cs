using OrderSaga.Batches;
using OrderSaga.SagaStore;
using OrderSaga.Tests.Jobs;
using OrderSaga.Tests.Orders;

namespace OrderSaga.Tests.Batches;

/// <summary>The messages that the table's rows speak of.</summary>
static class BatchEvents
{
    public const int Products = 20;
    public const int Priority = 50;

    public static readonly DateTime Begin = new(2031, 5, 7, 9, 0, 0, DateTimeKind.Utc);
    public static readonly DateTime At = Begin.AddMinutes(1);
    public static readonly DateTime Deadline = Begin.AddDays(30);

    public static IReadOnlyList<TableEvent<Batch>> All { get; } =
    [
        new("StartBatch", "Triggered", "triggered", batch => new StartBatch(batch.CorrelationId, null, null, null, At)),
        new("StartBatch, same priority", "Triggered", "triggered", batch => new StartBatch(batch.CorrelationId, Priority, null, null, At)),
        new("StartBatch, other priority", "Triggered", "triggered", batch => new StartBatch(batch.CorrelationId, 80, null, null, At)),
        new("RetryBatch", "Retried", "retried", batch => Retrying(batch.CorrelationId)),
        new("orders stored", "Stored", "stored", batch => new BatchOrdersStored(batch.CorrelationId, Products, At)),
        new("orders stored, none", "Stored", "stored", batch => new BatchOrdersStored(batch.CorrelationId, 0, At)),
        new("counted, as before", "Counted", "counted", batch => new BatchCounted(
            batch.CorrelationId, new BatchCounts(batch.Waiting, batch.Running, batch.Successful, batch.Failed, batch.Dismissed, null, null), At)),
        new("counted, older", "Counted", "counted", batch => new BatchCounted(batch.CorrelationId, new BatchCounts(20, 0, 0, 0, 0, null, null), Begin.AddSeconds(-1))),
        Count("counted, older but ahead", 1, 2, 6, 10, 1, Begin.AddSeconds(-1)),
        Count("counted, some run", 6, 6, 5, 3, 0),
        Count("counted, 9 of 9 failed", 11, 0, 0, 9, 0),
        Count("counted, 9 of 12 failed", 8, 0, 3, 9, 0),
        Count("counted, 12 of 15 failed", 5, 0, 2, 12, 1),
        Count("counted, all successful", 0, 0, 20, 0, 0),
        Count("counted, 1 of 20 successful", 0, 0, 1, 18, 1),
        Count("counted, none successful", 0, 0, 0, 18, 2),
        new("CancelBatch", "Cancelled", "dismissed", batch => new CancelBatch(batch.CorrelationId, "no longer needed", false, At)),
        new("CancelBatch, remove", "Cancelled", "dismissed", batch => new CancelBatch(batch.CorrelationId, null, true, At)),
        new("DiscardBatch", "Withdrawn", "withdrawn", batch => new DiscardBatch(batch.CorrelationId, At)),
        new("deadline", "DeadlineOver", "deadline", batch => new DeadlinePassed<Batch>(batch.CorrelationId, batch.Deadline ?? At, At)),
        new("deadline, stale", "DeadlineOver", "deadline", batch => new DeadlinePassed<Batch>(batch.CorrelationId, Begin.AddSeconds(-1), At)),
    ];

    public static RetryBatch Retrying(Guid id) => new()
    {
        BatchId = id,
        RetryOf = Guid.NewGuid(),
        BulkId = Guid.NewGuid(),
        Number = 3,
        Owner = OrderEvents.Owner,
        Tenant = OrderEvents.Tenant,
        FailurePolicy = FailurePolicy.Continue,
        NumberOfProducts = Products,
        Volume = 840,
        Priority = Priority,
        At = At,
    };

    static TableEvent<Batch> Count(string name, int waiting, int running, int successful, int failed, int dismissed, DateTime? at = null) =>
        new(name, "Counted", "counted", batch => new BatchCounted(
            batch.CorrelationId, new BatchCounts(waiting, running, successful, failed, dismissed, 42L * successful, null), at ?? At));
}
