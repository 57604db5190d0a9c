using Microsoft.AspNetCore.Http;
using OrderSaga.Contracts;
using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Jobs;

/// <summary>
/// The parameter <c>datetime</c>: an instant or an interval, both ends included, against a job's creation. An instant
/// without a fraction stands for its whole second, as nobody knows the milliseconds of a job.
/// </summary>
static class CreatedRange
{
    public const string Name = "datetime";
    const string Rule = "must be an RFC 3339 date-time with an offset, or two of them with / between, of which one may be open (.. or nothing)";

    public static (DateTime? From, DateTime? To) Read(IQueryCollection query, List<FieldFault> faults)
    {
        if (!query.TryGetValue(Name, out var values))
            return default;
        var text = values.ToString();
        if (values.Count == 1 && Parse(text) is { } range)
            return range;
        faults.Add(new FieldFault(Name, Excerpt.Of(text), Rule));
        return default;
    }

    static (DateTime? From, DateTime? To)? Parse(string text)
    {
        var ends = text.Split('/');
        if (ends is [var instant])
            return Time(instant) is { } at ? (at, instant.Contains('.', StringComparison.Ordinal) ? at : at.AddMilliseconds(999)) : null;
        if (ends is not [var first, var last])
            return null;
        var from = IsOpen(first) ? null : Time(first);
        var to = IsOpen(last) ? null : Time(last);
        var readable = (from is not null || IsOpen(first)) && (to is not null || IsOpen(last)) && (from ?? to) is not null;
        return readable && !(from > to) ? (from, to) : null;
    }

    static bool IsOpen(string end) => end is "" or "..";

    // A plus sign that was not escaped arrives as a blank.
    static DateTime? Time(string text) => Rfc3339.TryRead(text.Replace(' ', '+'), out var time) && time < DateTime.MaxValue.AddDays(-1) ? time : null;
}
