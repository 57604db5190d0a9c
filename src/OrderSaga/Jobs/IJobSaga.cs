using OrderSaga.SagaStore;

namespace OrderSaga.Jobs;

/// <summary>A saga that clients see as an OGC job: what every job has. All times UTC.</summary>
public interface IJobSaga : IDurableSaga
{
    /// <summary>Name of the machine's state; stored as the OGC status.</summary>
    string State { get; }

    /// <summary>The OGC status; of a job that was removed the one that it had ended with.</summary>
    string Status => JobStatus.FromState(State);

    /// <summary>Whose job it is, at most 128 characters.</summary>
    string Owner { get; }

    /// <summary>JSON of successUri, inProgressUri, failedUri; null for a job that calls nobody.</summary>
    string? Subscriber { get; }

    /// <summary>Since when it is a job; null before.</summary>
    DateTime? Created { get; }

    /// <summary>When work on it began; null before, and for a job that ended without any.</summary>
    DateTime? Started { get; }

    /// <summary>When it came to its last status; null before.</summary>
    DateTime? Finished { get; }

    /// <summary>When it last changed in a way that clients see.</summary>
    DateTime Updated { get; set; }

    /// <summary>When its client removed the finished job; it is shown as dismissed from then on.</summary>
    DateTime? RemovedAt { get; set; }

    /// <summary>Number of the last change that was told.</summary>
    int Sequence { get; set; }
}

/// <summary>A job that keeps a history (<see cref="JobHistoryEntry"/>).</summary>
public interface IRecordedJob : IJobSaga
{
    /// <summary>Where it stands within its status.</summary>
    string Phase { get; }

    /// <summary>For people.</summary>
    string? Message { get; }

    /// <summary>Number of the last line of its history.</summary>
    int Entries { get; set; }
}

/// <summary>A job whose id its client chose, so that the same id may come again, with the same content or with another.</summary>
interface IPlacedJob : IJobSaga
{
    /// <summary>Digest of the submitted content: the same id with another one is another job, and refused.</summary>
    string ContentDigest { get; }
}

/// <summary>What doors, desks and loops send to a job's saga. A behaviour has no clock, so the time comes along.</summary>
public interface IJobCommand
{
    /// <summary>When it happened, UTC.</summary>
    DateTime At { get; }
}

/// <summary>Makes an <see cref="IPlacedJob"/>.</summary>
interface IPlacement : IJobCommand
{
    /// <inheritdoc cref="IPlacedJob.ContentDigest"/>
    string ContentDigest { get; }
}
