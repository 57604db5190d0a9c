using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Bus;
using OrderSaga.Contracts;
using OrderSaga.Reading;

namespace OrderSaga.Batches;

/// <summary>Who takes triggers and dismissals of batches from upstream systems.</summary>
sealed class BatchDoors(BatchDesk desk, TimeProvider time)
{
    public static void Open(IServiceCollection services) => services
        .AddDoor<TriggerBatch, BatchDoors>("ordersaga.trigger-batch", doors => doors.TriggerAsync)
        .AddDoor<DismissBatch, BatchDoors>("ordersaga.dismiss-batch", doors => doors.DismissAsync);

    async Task<object?> TriggerAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var result = await desk.TriggerAsync(members, cancellation);
        return result.Faults.Count == 0 ? null : Refusal(result.BatchId, result.Faults);
    }

    /// <summary>For a batch that has ended already there is nothing to do, and nothing to refuse.</summary>
    async Task<object?> DismissAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var faults = new List<FieldFault>();
        var dismissal = new Members(members, snakeCase: false, faults);
        var batchId = dismissal.Uuid("batchId");
        var reason = dismissal.Text("reason", 1000);
        if (faults.Count > 0)
            return Refusal(batchId, faults);
        return await desk.DismissAsync(batchId!.Value, owner: null, reason, remove: false, cancellation) == DismissalAnswer.Unknown
            ? Refusal(batchId, [new FieldFault("batchId", batchId.ToString(), "must be the id of a batch")])
            : null;
    }

    BulkRejected Refusal(Guid? batchId, IReadOnlyList<FieldFault> faults) => new() { BatchId = batchId, Errors = faults, At = time.UtcNow() };
}
