using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Bus;
using OrderSaga.Contracts;
using OrderSaga.Reading;

namespace OrderSaga.Batches;

/// <summary>Who takes triggers and dismissals of batches from upstream systems.</summary>
sealed class BatchDoors(BatchDesk desk, TimeProvider time)
{
    const string Trigger = "ordersaga.trigger-batch";
    const string Dismissal = "ordersaga.dismiss-batch";

    public static void Open(IServiceCollection services) => services
        .AddDoor<TriggerBatch, BatchDoors>(Trigger, doors => doors.TriggerAsync)
        .AddDoor<DismissBatch, BatchDoors>(Dismissal, doors => doors.DismissAsync);

    async Task<object?> TriggerAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var result = await desk.TriggerAsync(members, cancellation);
        return result.Faults.Count == 0 ? null : Refusal(Trigger, result.BatchId, result.Faults);
    }

    /// <summary>For a batch that has ended already there is nothing to do, and nothing to refuse.</summary>
    async Task<object?> DismissAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var faults = new FoundFaults();
        var dismissal = new Members(members, snakeCase: false, faults);
        var batchId = dismissal.Uuid("batchId");
        var reason = dismissal.Text("reason", 1000);
        if (faults.Count > 0)
            return Refusal(Dismissal, batchId, faults);
        return await desk.DismissAsync(batchId!.Value, owner: null, reason, remove: false, cancellation) == DismissalAnswer.Unknown
            ? Refusal(Dismissal, batchId, [new FieldFault("batchId", batchId.ToString(), "must be the id of a batch")])
            : null;
    }

    CommandRefused Refusal(string command, Guid? batchId, IReadOnlyList<FieldFault> faults) =>
        new() { Command = command, BatchId = batchId, Errors = FoundFaults.Closed(faults), At = time.UtcNow() };
}
