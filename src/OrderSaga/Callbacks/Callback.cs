using OrderSaga.Jobs;

namespace OrderSaga.Callbacks;

/// <summary>
/// One event of a job that goes to its subscriber. The row is stored with the change that caused it, so neither is there
/// without the other. All times UTC.
/// </summary>
public sealed class Callback
{
    /// <summary>Order, batch or bulk id.</summary>
    public Guid JobId { get; init; }

    /// <summary>Grows within the job. A later event waits until the earlier ones are delivered or given up.</summary>
    public int Sequence { get; init; }

    /// <summary>One of <see cref="CallbackJobKind"/>: who can write the body.</summary>
    public string JobKind { get; init; } = null!;

    /// <summary>Owner of the job: an endpoint may be for one owner alone.</summary>
    public string Owner { get; init; } = null!;

    /// <summary>One of <see cref="CallbackKind"/>.</summary>
    public string Kind { get; init; } = null!;

    /// <summary>Where it goes, as the client wrote it. Its query may hold a secret: show <see cref="CallbackUri.Shown"/>.</summary>
    public string Uri { get; init; } = null!;

    /// <summary>When the job changed.</summary>
    public DateTime At { get; init; }

    /// <summary>The job as it was then (<see cref="JobSnapshot"/>); the body is written from it.</summary>
    public string Snapshot { get; init; } = null!;

    /// <summary>The endpoint whose queue it stands in; null until a worker has sorted it.</summary>
    public string? Lane { get; set; }

    /// <summary>One of <see cref="CallbackState"/>.</summary>
    public string State { get; set; } = CallbackState.Pending;

    /// <summary>Sendings begun, those of a worker that died among them. A replay counts anew.</summary>
    public int Attempts { get; set; }

    public DateTime? FirstAttempt { get; set; }
    public DateTime? LastAttempt { get; set; }

    /// <summary>From when a worker may take it; null once settled. While one has it: when any other may.</summary>
    public DateTime? NextAttempt { get; set; }

    /// <summary>HTTP status of the last answer; null when there was none.</summary>
    public int? LastStatus { get; set; }

    /// <summary>The first bytes of the last answer, as text.</summary>
    public string? LastAnswer { get; set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? LastFault { get; set; }

    /// <summary>When it was delivered or given up.</summary>
    public DateTime? SettledAt { get; set; }

    /// <summary>The id that its receiver knows it by: the same on every attempt, and never another event's.</summary>
    public string EventId => CallbackEventId.Of(JobId, Sequence);
}
