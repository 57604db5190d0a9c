namespace OrderSaga.Reading;

/// <summary>
/// The parameter <c>datetime</c> of OGC APIs and STAC: an instant, or an interval whose ends belong to it and of which one may be open.
/// </summary>
/// <param name="From">UTC; null for an open beginning.</param>
/// <param name="To">UTC; null for an open end. The last tick of a day where the interval ends with a date.</param>
public sealed record TimeRange(DateTime? From, DateTime? To)
{
    const string Form = "must be an RFC 3339 date-time with an offset, or an interval of two such as 2024-01-01T00:00:00Z/2024-02-01T00:00:00Z, one of which may be \"..\"; "
        + "a date there is its whole day, as in 2024-01-01/2024-01-31";

    /// <summary>As catalogues take it, which often know nothing finer than a microsecond.</summary>
    public string Text => From == To ? Written(From) : $"{Written(From)}/{Written(To)}";

    /// <returns>The range, or null with the rule that the text breaks.</returns>
    public static TimeRange? Read(string text, out string rule)
    {
        ArgumentNullException.ThrowIfNull(text);
        rule = Form;
        var ends = text.Split('/');
        if (ends.Length > 2)
            return null;
        if (ends.Length == 1)
            return Rfc3339.TryRead(text, out var instant) ? new TimeRange(instant, instant) : null;
        if (!TryRead(ends[0], out var first) || !TryRead(ends[1], out var last))
            return null;
        var (from, to) = (first?.First, last?.Last);
        rule = from is null && to is null ? "must not be open at both ends" : "must not end before it begins";
        return (from is null && to is null) || from > to ? null : new TimeRange(from, to);
    }

    /// <param name="text">May be anything.</param>
    /// <param name="end">Null for an open one.</param>
    static bool TryRead(string text, out (DateTime First, DateTime Last)? end)
    {
        end = null;
        if (text is "" or "..")
            return true;
        var read = Rfc3339.TryReadSpan(text, out var first, out var last);
        end = (first, last);
        return read;
    }

    // The last tick of a day would be rounded up to the next day, which is none of it.
    static string Written(DateTime? end) =>
        end is { } known ? Rfc3339.Write(new DateTime(known.Ticks - (known.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc)) : "..";
}
