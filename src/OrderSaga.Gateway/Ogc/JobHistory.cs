using System.Text.Json.Serialization;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Ogc;

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
