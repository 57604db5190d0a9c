using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Reading;

namespace OrderSaga.Batches;

/// <summary>A trigger as its client wrote it, every member valid by itself.</summary>
sealed record TriggerDraft(Guid BatchId, int? Priority, bool RetryFailed, string? Subscriber);

static class BatchReader
{
    /// <summary>Reads a trigger from its members and tells all its faults at once; null when there was one.</summary>
    public static TriggerDraft? ReadTrigger(IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, SubscriberReader subscribers, string owner, List<FieldFault> faults)
    {
        var trigger = new Members(members, snakeCase, faults);
        var subscriber = subscribers.Read(trigger, owner);
        var draft = new TriggerDraft(
            trigger.Uuid("batchId") ?? default,
            trigger.Integer("priority", 1, 100),
            trigger.Flag("retryFailed") ?? false,
            subscriber?.Write());
        return faults.Count == 0 ? draft : null;
    }
}
