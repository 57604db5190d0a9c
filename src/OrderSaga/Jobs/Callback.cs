using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Reading;

namespace OrderSaga.Jobs;

/// <summary>
/// One event of a job that goes to its subscriber. The row is stored with the change that caused it, so neither is there
/// without the other. All times UTC.
/// </summary>
public sealed class Callback
{
    // Accepted is told by the answer to the request itself.
    static readonly Dictionary<string, (string Kind, Func<Subscriber, string?> Uri)> Kinds = new(StringComparer.Ordinal)
    {
        [JobStatus.Running] = (CallbackKind.InProgress, subscriber => subscriber.InProgressUri),
        [JobStatus.Successful] = (CallbackKind.Success, subscriber => subscriber.SuccessUri),
        [JobStatus.Failed] = (CallbackKind.Failed, subscriber => subscriber.FailedUri),
        [JobStatus.Dismissed] = (CallbackKind.Dismissed, subscriber => subscriber.FailedUri),
    };

    /// <summary>The job that changed.</summary>
    public Guid JobId { get; init; }

    /// <summary>Grows within the job. A later event waits until the earlier ones are delivered or given up.</summary>
    public int Sequence { get; init; }

    /// <summary>Who can write the body: a word of the job's feature.</summary>
    public string JobKind { get; init; } = null!;

    /// <summary>Owner of the job: an endpoint may be for one owner alone.</summary>
    public string Owner { get; init; } = null!;

    /// <summary>One of <see cref="CallbackKind"/>.</summary>
    public string Kind { get; init; } = null!;

    /// <summary>Where it goes, as the client wrote it. Its query may hold a secret: it is not to be shown whole.</summary>
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

    /// <summary>When its first sending began; null before. Giving up is counted from here.</summary>
    public DateTime? FirstAttempt { get; set; }

    /// <summary>When its latest sending began; null before.</summary>
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

    /// <summary>The row of a change, or null when the job's subscriber named no URI for it.</summary>
    /// <param name="subscriber">JSON as <see cref="Subscriber.Write"/> gives it; null for none.</param>
    /// <param name="jobKind">Who can write the body.</param>
    /// <param name="job">The job after the change, its state still the old one.</param>
    /// <param name="status">The OGC status entered, or kept where a further attempt begins.</param>
    /// <param name="at">When it happened, UTC.</param>
    internal static Callback? For<TSaga>(string? subscriber, string jobKind, TSaga job, string status, DateTime at)
        where TSaga : class, IJobSaga
    {
        if (subscriber is null || !Kinds.TryGetValue(status, out var kind) || Subscriber.Read(subscriber) is not { } named || kind.Uri(named) is not { } uri)
            return null;
        return new Callback
        {
            JobId = job.CorrelationId,
            Sequence = job.Sequence,
            JobKind = jobKind,
            Owner = job.Owner,
            Kind = kind.Kind,
            Uri = uri,
            At = at,
            Snapshot = JobSnapshot.Write(job, status),
            NextAttempt = at,
        };
    }
}

/// <summary>What an event says of its job.</summary>
public static class CallbackKind
{
    /// <summary>The job runs, or begins a further attempt; goes to inProgressUri.</summary>
    public const string InProgress = "in-progress";

    /// <summary>Goes to successUri.</summary>
    public const string Success = "success";

    /// <summary>Goes to failedUri.</summary>
    public const string Failed = "failed";

    /// <summary>The standard has no URI for it; goes to failedUri, as nothing else will come.</summary>
    public const string Dismissed = "dismissed";
}

/// <summary>Where an event stands.</summary>
static class CallbackState
{
    public const string Pending = "pending";
    public const string Delivered = "delivered";

    /// <summary>Given up; a replay takes it up again.</summary>
    public const string Failed = "failed";
}

/// <summary>
/// <c>&lt;job id&gt;-&lt;sequence&gt;</c>. It is part of what is signed, so a receiver can trust the job id in it, which a
/// results document does not hold. It has no dot: that is the signature's own separator.
/// </summary>
public static class CallbackEventId
{
    const int JobIdLength = 36;

    /// <summary>The id of a job's event: the job id with dashes, a dash, and the sequence in decimal digits.</summary>
    public static string Of(Guid jobId, int sequence) => string.Create(CultureInfo.InvariantCulture, $"{jobId:D}-{sequence}");

    /// <returns>The event's sequence, or null when <paramref name="text"/> is no event of the job.</returns>
    public static int? SequenceIn(string text, Guid jobId) =>
        text.Length > JobIdLength
        && int.TryParse(text.AsSpan(JobIdLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        && text == Of(jobId, sequence)
            ? sequence
            : null;
}

sealed class CallbackMap : IEntityTypeConfiguration<Callback>
{
    public void Configure(EntityTypeBuilder<Callback> builder)
    {
        builder.ToTable("callbacks");
        builder.HasKey(callback => new { callback.JobId, callback.Sequence });
        builder.Property(callback => callback.Sequence).ValueGeneratedNever();
        builder.Ignore(callback => callback.EventId);
        // The queues of the endpoints, what is in none yet, and what is past its retention.
        builder.HasIndex(callback => new { callback.Lane, callback.NextAttempt }, "ix_callbacks_lane").HasFilter("state = 'pending'");
        builder.HasIndex(callback => callback.NextAttempt, "ix_callbacks_unsorted").HasFilter("state = 'pending' AND lane IS NULL");
        builder.HasIndex(callback => callback.SettledAt, "ix_callbacks_settled_at").HasFilter("settled_at IS NOT NULL");
    }
}
