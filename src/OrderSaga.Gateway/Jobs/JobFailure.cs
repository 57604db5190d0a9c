using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Jobs;

/// <summary>The error that the results of a failed job are answered with: the client's for what it asked for, the server's for the rest.</summary>
/// <param name="usual">Title of a cause that has none of its own.</param>
/// <param name="causes">HTTP status and title by the saga's reason code.</param>
sealed class JobFailure(string usual, IReadOnlyDictionary<string, (int Status, string Title)> causes)
{
    /// <param name="reason">The saga's reason code.</param>
    /// <param name="message">For people.</param>
    /// <param name="job">The job's address.</param>
    public ExceptionInfo Of(string? reason, string? message, string job)
    {
        var (status, title) = causes.GetValueOrDefault(reason ?? "", (StatusCodes.Status500InternalServerError, usual));
        return new ExceptionInfo
        {
            Type = status == StatusCodes.Status400BadRequest ? Refusals.InvalidValueType : reason ?? "InternalError",
            Title = title,
            Status = status,
            Detail = message,
            Instance = job,
            ReasonCode = reason,
        };
    }
}
