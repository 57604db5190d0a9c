using System.Text.Json;
using MassTransit;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Callbacks;

/// <summary>How a state machine's behaviour leaves a callback: as a row in the transaction of its change.</summary>
public static class CallbackEvents
{
    // Accepted is told by the answer to the order itself.
    static readonly Dictionary<string, (string Kind, Func<Subscriber, string?> Uri)> _kinds = new(StringComparer.Ordinal)
    {
        [JobStatus.Running] = (CallbackKind.InProgress, subscriber => subscriber.InProgressUri),
        [JobStatus.Successful] = (CallbackKind.Success, subscriber => subscriber.SuccessUri),
        [JobStatus.Failed] = (CallbackKind.Failed, subscriber => subscriber.FailedUri),
        [JobStatus.Dismissed] = (CallbackKind.Dismissed, subscriber => subscriber.FailedUri),
    };

    /// <summary>Records the callback of <paramref name="change"/>, if the job's subscriber named a URI for it.</summary>
    /// <param name="context">The behaviour's.</param>
    /// <param name="subscriber">JSON of successUri, inProgressUri, failedUri; null for a job without subscriber.</param>
    /// <param name="change">What happened.</param>
    /// <param name="snapshot">Writes the job as it is after the change (<see cref="JobSnapshot.Write{TSaga}"/>); asked only when there is a callback.</param>
    public static void RecordCallback(this PipeContext context, string? subscriber, JobEvent change, Func<string> snapshot)
    {
        if (For(subscriber, change, snapshot) is { } callback)
            context.Record(callback);
    }

    /// <summary>The row, or null when nobody wants to hear of the change.</summary>
    public static Callback? For(string? subscriber, JobEvent change, Func<string> snapshot)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(snapshot);
        if (subscriber is null || !_kinds.TryGetValue(change.Status, out var kind))
            return null;
        if (JsonSerializer.Deserialize<Subscriber>(subscriber, JsonSerializerOptions.Web) is not { } named || kind.Uri(named) is not { } uri)
            return null;
        return new Callback
        {
            JobId = change.JobId,
            Sequence = change.Sequence,
            JobKind = change.JobKind,
            Owner = change.Owner,
            Kind = kind.Kind,
            Uri = uri,
            At = change.At,
            Snapshot = snapshot(),
            NextAttempt = change.At,
        };
    }

    sealed record Subscriber(string? SuccessUri, string? InProgressUri, string? FailedUri);
}
