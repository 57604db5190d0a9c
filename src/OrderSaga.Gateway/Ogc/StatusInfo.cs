using System.Text.Json.Serialization;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Ogc;

/// <summary>A job (OGC 18-062r2, statusInfo.yaml), with the members that version 2.0 adds and our own <c>lta</c>.</summary>
sealed record StatusInfo
{
    [JsonPropertyName("processID")]
    public required string ProcessId { get; init; }

    public string Type { get; } = "process";

    [JsonPropertyName("jobID")]
    public required Guid JobId { get; init; }

    /// <summary>2.0's name of the job id.</summary>
    public Guid Id => JobId;

    /// <summary>2.0's name of the type.</summary>
    public string ProcessingEntityType { get; } = "ogc-api-processes";

    public required string Status { get; init; }
    public string? Message { get; init; }
    public required DateTime Created { get; init; }
    public DateTime? Started { get; init; }
    public DateTime? Finished { get; init; }
    public required DateTime Updated { get; init; }
    public int? Progress { get; init; }
    public ExceptionInfo? Exception { get; init; }
    public LtaInfo? Lta { get; init; }
    public required IReadOnlyList<Link> Links { get; init; }
}

/// <summary>A page of jobs (OGC 18-062r2, jobList.yaml).</summary>
sealed record JobList(IReadOnlyList<StatusInfo> Jobs, IReadOnlyList<Link> Links);

/// <summary>What an archive's client wants to know of a job, as it is now; what does not apply is absent. Facts of the end are in the results too.</summary>
sealed record LtaInfo : ISnakeCase
{
    public string? ProductIdentifier { get; init; }
    public string? ProductUrn { get; init; }
    public int? Priority { get; init; }
    public string? Phase { get; init; }
    public int? Attempt { get; init; }
    public string? ReasonCode { get; init; }

    /// <summary>When the order is expected to be done; absent once it has ended.</summary>
    public DateTime? EstimatedDate { get; init; }

    /// <summary>1 = the next to be sent to the archive; absent when it does not wait in the queue.</summary>
    public long? QueuePosition { get; init; }

    /// <summary>Bytes.</summary>
    public long? OrderSize { get; init; }

    public DateTime? EvictionDate { get; init; }

    /// <summary>Whether the ordered product can be downloaded now; absent until the order was successful.</summary>
    public bool? Online { get; init; }

    public string? Label { get; init; }
    public DateTime? NotBefore { get; init; }
    public Guid? BatchId { get; init; }
    public Guid? BulkId { get; init; }

    /// <summary>Of a successful batch: complete or partial.</summary>
    public string? Outcome { get; init; }

    public int? NumberOfProducts { get; init; }
    public int? NumberOfBatches { get; init; }

    /// <summary>A batch's orders by status.</summary>
    public OrderCountsInfo? Orders { get; init; }
}

/// <summary>Orders by status; as they were at the last recount, a fraction of a second ago.</summary>
/// <param name="Prepared">Products of batches that nobody has triggered; they have no orders yet.</param>
sealed record OrderCountsInfo(int? Prepared, int Accepted, int Running, int Successful, int Failed, int Dismissed);

/// <summary>The history of a job: beyond the standard.</summary>
sealed record JobHistory([property: JsonPropertyName("jobID")] Guid JobId, IReadOnlyList<HistoryLine> History, IReadOnlyList<Link> Links);

/// <summary>One change, or (<see cref="Late"/>) something that came and changed nothing.</summary>
sealed record HistoryLine : ISnakeCase
{
    public required int Entry { get; init; }
    public required DateTime At { get; init; }
    public string? FromStatus { get; init; }
    public required string ToStatus { get; init; }
    public string? Phase { get; init; }
    public required string Cause { get; init; }
    public required bool Late { get; init; }
    public int? Attempt { get; init; }
    public string? RequestId { get; init; }
    public string? Message { get; init; }

    public static HistoryLine Of(JobHistoryEntry entry) => new()
    {
        Entry = entry.Entry,
        At = entry.At,
        FromStatus = entry.FromStatus,
        ToStatus = entry.ToStatus,
        Phase = entry.Phase,
        Cause = entry.Cause,
        Late = entry.Late,
        Attempt = entry.Attempt,
        RequestId = entry.RequestId,
        Message = entry.Message,
    };
}
