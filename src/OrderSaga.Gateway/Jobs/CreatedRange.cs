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

    /// <summary>Where a time's offset can stand at the earliest.</summary>
    const int BehindTime = 19;

    public static (DateTime? From, DateTime? To) Read(IQueryCollection query, List<FieldFault> faults)
    {
        if (!query.TryGetValue(Name, out var values))
            return default;
        var text = values.ToString();
        if (TimeRange.Read(WithOffsets(text), out var rule) is not { } range)
        {
            faults.Add(new FieldFault(Name, Excerpt.Of(text), values.Count == 1 ? rule : "must be given once"));
            return default;
        }
        var isSecond = !text.Contains('/', StringComparison.Ordinal) && !text.Contains('.', StringComparison.Ordinal);
        return (range.From, isSecond && range.To < DateTime.MaxValue.AddSeconds(-1) ? range.To.Value.AddMilliseconds(999) : range.To);
    }

    /// <summary>A plus sign that was not escaped arrives as a blank, and so may the one that stands for T.</summary>
    static string WithOffsets(string text) => string.Join('/', text.Split('/').Select(end =>
        end.Length > BehindTime && end.LastIndexOf(' ') is var blank and >= BehindTime ? $"{end[..blank]}+{end[(blank + 1)..]}" : end));
}
