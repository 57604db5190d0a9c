using System.Text.Json.Serialization;
using OrderSaga.Contracts;

namespace OrderSaga.Gateway.Ogc;

/// <summary>The body of every error (OGC 18-062r2, exception.yaml; RFC 7807).</summary>
sealed record ExceptionInfo
{
    public required string Type { get; init; }
    public required string Title { get; init; }

    /// <summary>The HTTP status, always that of the answer.</summary>
    public required int Status { get; init; }

    public string? Detail { get; init; }

    /// <summary>The job it is about.</summary>
    public string? Instance { get; init; }

    /// <summary>Why a job failed, for programs.</summary>
    [JsonPropertyName("reason_code")]
    public string? ReasonCode { get; init; }

    /// <summary>Each wrong place with its value and the rule.</summary>
    public IReadOnlyList<FieldFault>? Errors { get; init; }
}

/// <summary>Ends a request with an error answer.</summary>
sealed class RefusedException(ExceptionInfo answer, TimeSpan? retryAfter = null) : Exception(answer.Detail ?? answer.Title)
{
    public ExceptionInfo Answer { get; } = answer;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
