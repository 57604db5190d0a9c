using System.Globalization;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>Times as people read them: UTC to the second, and how long ago that is. The page's script keeps the latter true.</summary>
sealed class Times(TimeProvider time)
{
    static readonly (double Seconds, string Unit)[] Units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];

    public Markup Of(DateTime utc) =>
        $"""<time datetime="{GatewayJson.Text(utc)}"><span class="at">{Second(utc)}</span> <span class="ago">{Ago(utc)}</span></time>""";

    /// <summary>Null for a time that has not come.</summary>
    public Markup? Of(DateTime? utc) => utc is { } known ? Of(known) : null;

    /// <summary>How long something has lasted that goes on; the time itself is the element's value.</summary>
    public Markup Since(DateTime utc) => $"""<time class="since" datetime="{GatewayJson.Text(utc)}">{Span((time.GetUtcNow().UtcDateTime - utc).TotalSeconds)}</time>""";

    /// <summary>From start to end, or to now; null for what has not started.</summary>
    public string? Took(DateTime? started, DateTime? finished) =>
        started is { } start ? Durations.Text((finished ?? time.GetUtcNow().UtcDateTime) - start) : null;

    /// <summary>The distance in its largest unit, down to the second.</summary>
    public string Ago(DateTime utc)
    {
        var distance = (time.GetUtcNow().UtcDateTime - utc).TotalSeconds;
        return distance < 0 ? $"in {Span(-distance)}" : $"{Span(distance)} ago";
    }

    static string Second(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static string Span(double seconds)
    {
        seconds = Math.Max(0, seconds);
        var (length, unit) = Array.Find(Units, unit => seconds >= unit.Seconds) is { Unit: not null } fitting ? fitting : Units[^1];
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / length)} {unit}");
    }
}
