using System.Globalization;

namespace OrderSaga.Gateway.Html.Parts;

static class Counts
{
    static readonly NumberFormatInfo Spaced = new() { NumberGroupSeparator = "\u202F" };

    /// <summary>A number with a narrow space between its thousands; as it is in the element's value.</summary>
    public static Markup Of(long count) => $"""<data value="{count}">{Text(count)}</data>""";

    public static string Text(long count) => count.ToString("N0", Spaced);
}

static class Sizes
{
    static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Bytes with three digits that count, in powers of a thousand; the exact number is the element's value and its title.</summary>
    public static Markup Of(long bytes) => $"""<data value="{bytes}" title="{Counts.Text(bytes)} bytes">{Text(bytes)}</data>""";

    public static string Text(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        // 999.5 would be shown as 1000.
        for (; size >= 999.5 && unit < Units.Length - 1; unit++)
            size /= 1000;
        var format = unit == 0 || size >= 99.95 ? "0" : size >= 9.995 ? "0.0" : "0.00";
        return size.ToString(format, CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}

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
