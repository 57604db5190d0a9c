using System.Globalization;

namespace OrderSaga.Gateway.Html.Parts;

static class Durations
{
    /// <summary>Two units at most: <c>3 d 4 h</c>, <c>2 min 5 s</c>, <c>0.8 s</c>.</summary>
    public static string Text(TimeSpan span) => span switch
    {
        { TotalDays: > 1 } => Two(span.Days, "d", span.Hours, "h"),
        { TotalHours: >= 1 } => Two((int)span.TotalHours, "h", span.Minutes, "min"),
        { TotalMinutes: >= 1 } => Two(span.Minutes, "min", span.Seconds, "s"),
        { TotalSeconds: >= 10 } => string.Create(CultureInfo.InvariantCulture, $"{span.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalSeconds):0.0} s"),
    };

    static string Two(int large, string unit, int small, string smaller) =>
        string.Create(CultureInfo.InvariantCulture, $"{large} {unit}") + (small == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {small} {smaller}"));
}
