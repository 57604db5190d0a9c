using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Jobs;

/// <summary>A job as every resource needs it, whatever saga is behind it. All times UTC.</summary>
sealed record Job
{
    public required Guid Id { get; init; }
    public required IJobKind Kind { get; init; }

    /// <summary>What it is about, in words its client knows: the product, a name of its own, else its id.</summary>
    public string Subject => Lta?.ProductIdentifier ?? Lta?.Label ?? Id.ToString();

    /// <summary>As clients see it: one of the five OGC statuses; a removed job is dismissed, however it ended.</summary>
    public required string Status { get; init; }

    /// <summary>No change follows, but that a successful or failed one may be removed.</summary>
    public bool HasEnded => Status is JobStatus.Successful or JobStatus.Failed or JobStatus.Dismissed;

    public string? Message { get; init; }
    public required DateTime Created { get; init; }
    public DateTime? Started { get; init; }
    public DateTime? Finished { get; init; }
    public required DateTime Updated { get; init; }

    /// <summary>Percent; absent where nobody knows.</summary>
    public int? Progress { get; init; }

    public required string Owner { get; init; }

    /// <summary>Grows with each change of the job, by any number.</summary>
    public required long Version { get; init; }

    public LtaInfo? Lta { get; init; }

    /// <summary>What the results of a failed job are answered with.</summary>
    public ExceptionInfo? Failure { get; init; }

    /// <summary>How its client wanted the results, as <see cref="Jobs.ResultForm"/> writes it; null for a job that did not come over HTTP.</summary>
    public string? ResultForm { get; init; }

    /// <summary>Reads what a successful job has given, all of it, in the order of the process description.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<JobOutput>>> Outputs { get; init; }

    /// <summary>Somebody wants to be called back, so there is a log of it.</summary>
    public bool HasSubscriber { get; init; }

    /// <summary>Dismissed, and jobs that it started were spared: it may be dismissed once more, with them.</summary>
    public bool SparedOthers { get; init; }

    /// <summary>Links beside those that every job has.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];
}
