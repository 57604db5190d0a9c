using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Ogc;

/// <summary>Every error answer, with the exception type the standard gives it, or one of ours where it gives none.</summary>
static class Refusals
{
    const string Ogc = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";

    public const string NoSuchJobType = Ogc + "no-such-job";
    public const string NoSuchProcessType = Ogc + "no-such-process";
    public const string ResultNotReadyType = Ogc + "result-not-ready";
    public const string NoSuchOutputType = Ogc + "no-such-output";
    public const string InvalidValueType = "InvalidParameterValue";

    const int MostSentences = 20;

    // Errors the framework finds; the standard leaves their types free.
    static readonly Dictionary<int, string> Types = new()
    {
        [StatusCodes.Status400BadRequest] = InvalidValueType,
        [StatusCodes.Status403Forbidden] = "Forbidden",
        [StatusCodes.Status404NotFound] = "NotFound",
        [StatusCodes.Status405MethodNotAllowed] = "MethodNotAllowed",
        [StatusCodes.Status406NotAcceptable] = "NotAcceptable",
        [StatusCodes.Status408RequestTimeout] = "RequestTimeout",
        [StatusCodes.Status413PayloadTooLarge] = "ContentTooLarge",
        [StatusCodes.Status415UnsupportedMediaType] = "UnsupportedMediaType",
        [StatusCodes.Status429TooManyRequests] = "QuotaExceeded",
        [StatusCodes.Status500InternalServerError] = "InternalError",
        [StatusCodes.Status503ServiceUnavailable] = "ServiceUnavailable",
    };

    public static ExceptionInfo ForStatus(int status, string? detail = null) => new()
    {
        Type = Types.GetValueOrDefault(status, "about:blank"),
        Title = ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error",
        Status = status,
        Detail = detail,
    };

    public static RefusedException NoSuchProcess(string processId) => new(new ExceptionInfo
    {
        Type = NoSuchProcessType,
        Title = "No such process",
        Status = StatusCodes.Status404NotFound,
        Detail = $"There is no process {Shown(processId)}.",
    });

    public static RefusedException NoSuchJob(string jobId) => new(new ExceptionInfo
    {
        Type = NoSuchJobType,
        Title = "No such job",
        Status = StatusCodes.Status404NotFound,
        Detail = $"There is no job {Shown(jobId)}.",
    });

    /// <param name="kind">What it is, where the standard has no type for it.</param>
    public static RefusedException NoSuch(string kind, string id) => Status(StatusCodes.Status404NotFound, $"There is no {kind} {Shown(id)}.");

    public static RefusedException JobGone(Guid jobId) => new(new ExceptionInfo
    {
        Type = NoSuchJobType,
        Title = "Job dismissed",
        Status = StatusCodes.Status410Gone,
        Detail = $"Job {jobId} was dismissed; it has no results and can't be dismissed again.",
    });

    public static RefusedException ResultNotReady(Guid jobId, string status) => new(new ExceptionInfo
    {
        Type = ResultNotReadyType,
        Title = "Result not ready",
        Status = StatusCodes.Status404NotFound,
        Detail = $"Job {jobId} is {status}; its results exist once it is successful.",
    });

    /// <param name="reason">What the job has instead, to follow its name.</param>
    public static RefusedException NoSuchOutput(Guid jobId, string outputId, string reason) => new(new ExceptionInfo
    {
        Type = NoSuchOutputType,
        Title = "No such output",
        Status = StatusCodes.Status404NotFound,
        Detail = $"There is no output {Shown(outputId)}: job {jobId} {reason}.",
    });

    public static RefusedException OutputGone(Guid jobId, string outputId, string reason) => new(new ExceptionInfo
    {
        Type = NoSuchOutputType,
        Title = "Output gone",
        Status = StatusCodes.Status410Gone,
        Detail = $"Output {outputId} of job {jobId} is no more: {reason}.",
    });

    public static RefusedException KeyTaken(string key, string job) => new(new ExceptionInfo
    {
        Type = "IdempotencyKeyInUse",
        Title = "Idempotency key in use",
        Status = StatusCodes.Status409Conflict,
        Detail = $"Idempotency-Key {Shown(key)} stands for a request with another body; a new request needs a new key.",
        Instance = job,
    });

    public static RefusedException Invalid(params IReadOnlyList<FieldFault> faults) => new(new ExceptionInfo
    {
        Type = InvalidValueType,
        Title = "Invalid value",
        Status = StatusCodes.Status400BadRequest,
        Detail = string.Join("; ", faults.Take(MostSentences).Select(Sentence)) + More(faults),
        Errors = faults.Count > FoundFaults.Limit ? [.. faults.Take(FoundFaults.Limit)] : faults,
    });

    public static RefusedException Invalid(string field, string? value, string rule) =>
        Invalid(new FieldFault(field, value is null ? null : Shown(value), rule));

    public static RefusedException Status(int status, string detail) => new(ForStatus(status, detail));

    public static ExceptionInfo StoreAway { get; } =
        ForStatus(StatusCodes.Status503ServiceUnavailable, "The order database does not answer now; try again later.");

    /// <summary>A job on its way into a database that does not answer: its client gets the address to ask at before it asks again.</summary>
    public static RefusedException JobUncertain(string job, TimeSpan retryAfter) => new(
        StoreAway with
        {
            Detail = $"The order database does not answer now. Whether the request was taken shows at {job} once it does: 404 there means that it was not.",
            Instance = job,
        },
        retryAfter);

    static string More(IReadOnlyList<FieldFault> faults)
    {
        var found = faults as FoundFaults;
        var count = Math.Max(0, faults.Count - MostSentences) + (found?.LeftOut ?? 0);
        var more = count > 0 ? $"; and {count} more." : ".";
        return found?.StoppedAt is { } field ? $"{more} Reading stopped at {field}." : more;
    }

    static string Sentence(FieldFault fault) => fault.Value is null ? $"{fault.Field} {fault.Rule}" : $"{fault.Field} '{fault.Value}' {fault.Rule}";

    static string Shown(string text) => Excerpt.Of(text);
}
