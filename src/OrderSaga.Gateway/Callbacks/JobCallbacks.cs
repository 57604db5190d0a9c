using System.Text.Json.Serialization;
using OrderSaga.Callbacks;
using OrderSaga.Gateway.Json;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Callbacks;

/// <summary>The delivery log of a job: beyond the standard.</summary>
sealed record JobCallbacks([property: JsonPropertyName("jobID")] Guid JobId, IReadOnlyList<CallbackLine> Callbacks, IReadOnlyList<Link> Links);

/// <summary>One event and what became of it.</summary>
sealed record CallbackLine
{
    /// <summary>The webhook-id that its receiver knows.</summary>
    public required string Id { get; init; }

    /// <summary>in-progress, success, failed or dismissed.</summary>
    public required string Kind { get; init; }

    /// <summary>Without its query, which may hold a secret.</summary>
    public required string Url { get; init; }

    /// <summary>When the job changed.</summary>
    public required DateTime At { get; init; }

    /// <summary>pending, delivered or failed.</summary>
    public required string State { get; init; }

    public required int Attempts { get; init; }

    [JsonPropertyName("last_attempt")]
    public DateTime? LastAttempt { get; init; }

    /// <summary>HTTP status of the last answer.</summary>
    [JsonPropertyName("last_status")]
    public int? LastStatus { get; init; }

    /// <summary>Its first bytes.</summary>
    [JsonPropertyName("last_answer")]
    public string? LastAnswer { get; init; }

    [JsonPropertyName("last_fault")]
    public string? LastFault { get; init; }

    [JsonPropertyName("next_attempt")]
    public DateTime? NextAttempt { get; init; }

    public static CallbackLine Of(Callback callback) => new()
    {
        Id = callback.EventId,
        Kind = callback.Kind,
        Url = CallbackUri.Shown(callback.Uri),
        At = callback.At,
        State = callback.State,
        Attempts = callback.Attempts,
        LastAttempt = callback.LastAttempt,
        LastStatus = callback.LastStatus,
        LastAnswer = callback.LastAnswer,
        LastFault = callback.LastFault,
        NextAttempt = callback.NextAttempt,
    };
}
