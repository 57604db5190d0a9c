using Microsoft.AspNetCore.Http;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;
using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Jobs;

/// <summary>The parameters of <c>GET /jobs</c> (OGC 18-062r2, job list).</summary>
/// <param name="Processes">Ids of the processes whose jobs are listed; null for all. No job is of an unknown one.</param>
sealed record JobListQuery(JobFilter Filter, IReadOnlyList<string>? Processes, int Limit, (DateTime, Guid)? After)
{
    public const string Process = "processID";
    public const string MinDuration = "minDuration";
    public const string MaxDuration = "maxDuration";

    /// <summary>Every status a job can be listed by.</summary>
    public static IReadOnlyList<string> Statuses { get; } = [JobStatus.Accepted, JobStatus.Running, JobStatus.Successful, JobStatus.Failed, JobStatus.Dismissed];

    public bool Wants(string processId) => Processes?.Contains(processId) ?? true;

    /// <exception cref="RefusedException">400 with every wrong parameter.</exception>
    public static JobListQuery Read(IQueryCollection query, ProcessNames names)
    {
        var faults = new FoundFaults();
        QueryText.Words(query, "type", ["process"], faults);
        var statuses = QueryText.Words(query, QueryText.Status, Statuses, faults);
        var asked = QueryText.Items(query, Process);
        var (from, to) = CreatedRange.Read(query, faults);
        var least = QueryText.Whole(query, MinDuration, 0, int.MaxValue, faults);
        var most = QueryText.Whole(query, MaxDuration, 0, int.MaxValue, faults);
        var limit = QueryText.Whole(query, QueryText.Limit, 1, QueryText.MostItems, faults);
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);

        var filter = new JobFilter
        {
            Statuses = statuses.Count == 0 ? null : statuses,
            CreatedFrom = from,
            CreatedTo = to,
            MinDuration = least is { } min ? TimeSpan.FromSeconds(min) : null,
            MaxDuration = most is { } max ? TimeSpan.FromSeconds(max) : null,
        };
        var listed = asked.Count == 0 ? null : asked.Select(names.IdOf).OfType<string>().ToList();
        var after = query[QueryText.Cursor].ToString();
        return new JobListQuery(filter, listed, limit ?? QueryText.DefaultLimit, after.Length == 0 ? null : PageCursor.ReadTime(after));
    }
}

/// <summary>
/// The parameter <c>datetime</c>: an instant or an interval, both ends included, against a job's creation. An instant
/// without a fraction stands for its whole second, as nobody knows the milliseconds of a job.
/// </summary>
static class CreatedRange
{
    public const string Name = "datetime";

    /// <summary>Where a time's offset can stand at the earliest.</summary>
    const int BehindTime = 19;

    public static (DateTime? From, DateTime? To) Read(IQueryCollection query, FoundFaults faults)
    {
        if (!query.TryGetValue(Name, out var values))
            return default;
        var text = values.ToString();
        if (TimeRange.Read(string.Join('/', text.Split('/').Select(WithOffset)), out var rule) is not { } range)
        {
            faults.Add(new FieldFault(Name, Excerpt.Of(text), values.Count == 1 ? rule : "must be given once"));
            return default;
        }
        var isSecond = !text.Contains('/', StringComparison.Ordinal) && !text.Contains('.', StringComparison.Ordinal);
        return (range.From, isSecond && range.To < DateTime.MaxValue.AddSeconds(-1) ? range.To.Value.AddMilliseconds(999) : range.To);
    }

    /// <summary>A plus sign that was not escaped arrives as a blank, and so may the one that stands for T.</summary>
    public static string WithOffset(string end) =>
        end.Length > BehindTime && end.LastIndexOf(' ') is var blank and >= BehindTime ? $"{end[..blank]}+{end[(blank + 1)..]}" : end;
}
