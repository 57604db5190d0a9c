using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OrderSaga.Reading;

/// <summary>
/// Reads RFC 3339 (section 5.6 with its notes and the restrictions of 5.7), the same way for every door. Nothing is guessed: a text without
/// an offset, or in the habit of a country, is none.
/// </summary>
public static class Rfc3339
{
    /// <summary>What a date-time must be, to be told of one that is none.</summary>
    public const string Rule = "must be an RFC 3339 date-time with an offset, such as 2027-01-31T06:00:00Z";

    const int DateLength = 10;

    /// <summary>Up to the seconds, without fraction and offset.</summary>
    const int TimeLength = 19;

    const int TickDigits = 7;

    /// <summary>
    /// Reads <c>date-time</c>: <c>T</c> and <c>Z</c> in either case or a space for <c>T</c>, any number of digits of a second, offsets up
    /// to 23:59, -00:00 for an unknown place, and a leap second at the end of a June or a December in UTC, which is read as the last tick before the next day.
    /// </summary>
    /// <param name="text">May be anything.</param>
    /// <param name="instant">UTC; what is finer than 100 ns is left out, and what lies before the year 1 or behind 9999 is the edge of these years.</param>
    public static bool TryRead([NotNullWhen(true)] string? text, out DateTime instant)
    {
        instant = default;
        if (text is null || text.Length <= TimeLength || text[DateLength] is not ('T' or 't' or ' ')
            || !TryReadDay(text, out var days) || !TryReadTime(text, out var seconds) || !TryReadFraction(text, out var ticks, out var end)
            || !TryReadOffset(text.AsSpan(end), out var offset))
            return false;
        var leaps = seconds % 60 == 0 && text[17] == '6';
        // The leap second itself is counted as the second before, of which the last tick stands for it.
        var total = (days * TimeSpan.TicksPerDay) + ((seconds - (leaps ? 1 : 0) - (offset * 60L)) * TimeSpan.TicksPerSecond) + (leaps ? TimeSpan.TicksPerSecond - 1 : ticks);
        instant = new DateTime(Math.Clamp(total, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
        return !leaps || EndsJuneOrDecember(instant);
    }

    /// <summary>Reads <c>full-date</c>.</summary>
    public static bool TryReadDate([NotNullWhen(true)] string? text, out DateOnly day)
    {
        day = default;
        if (text is not { Length: DateLength } || !TryReadDay(text, out var days))
            return false;
        day = DateOnly.FromDayNumber(Math.Max(0, days));
        return true;
    }

    /// <summary>Reads a date-time or a date, which is the whole of its day in UTC.</summary>
    /// <param name="text">May be anything.</param>
    /// <param name="first">UTC; the instant, or the beginning of the day.</param>
    /// <param name="last">UTC; the same instant, or the last tick of the day.</param>
    public static bool TryReadSpan([NotNullWhen(true)] string? text, out DateTime first, out DateTime last)
    {
        if (TryReadDate(text, out var day))
        {
            first = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            last = day.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc);
            return true;
        }
        var read = TryRead(text, out first);
        last = first;
        return read;
    }

    /// <summary>Writes an instant in UTC, with as many digits of a second as it needs.</summary>
    public static string Write(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <param name="text">Ten characters at least, which begin with what should be a full-date.</param>
    /// <param name="days">Since the first of January of the year 1; a day of the year 0 is below zero.</param>
    static bool TryReadDay(string text, out int days)
    {
        days = 0;
        if (!TryDigits(text, 0, 4, out var year) || text[4] != '-' || !TryDigits(text, 5, 2, out var month) || text[7] != '-' || !TryDigits(text, 8, 2, out var day)
            || month is < 1 or > 12)
            return false;
        // The year 0 is a leap year, as 2000 is, and the year 1 begins when it ends.
        if (day < 1 || day > DateTime.DaysInMonth(year == 0 ? 2000 : year, month))
            return false;
        days = year == 0 ? new DateOnly(2000, month, day).DayNumber - new DateOnly(2001, 1, 1).DayNumber : new DateOnly(year, month, day).DayNumber;
        return true;
    }

    static bool TryReadTime(string text, out int seconds)
    {
        seconds = 0;
        if (!TryDigits(text, 11, 2, out var hour) || text[13] != ':' || !TryDigits(text, 14, 2, out var minute) || text[16] != ':' || !TryDigits(text, 17, 2, out var second)
            || hour > 23 || minute > 59 || second > 60)
            return false;
        seconds = (((hour * 60) + minute) * 60) + second;
        return true;
    }

    static bool TryReadFraction(string text, out long ticks, out int end)
    {
        (ticks, end) = (0, TimeLength);
        if (text[end] != '.')
            return true;
        for (end++; end < text.Length && char.IsAsciiDigit(text[end]); end++)
        {
            if (end - TimeLength <= TickDigits)
                ticks = (ticks * 10) + (text[end] - '0');
        }
        for (var digits = end - TimeLength - 1; digits < TickDigits; digits++)
            ticks *= 10;
        return end > TimeLength + 1;
    }

    /// <param name="text"><c>Z</c>, or a sign, hours, a colon and minutes.</param>
    /// <param name="minutes">East of Greenwich.</param>
    static bool TryReadOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is "Z" or "z")
            return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':' || !TryDigits(text, 1, 2, out var hour) || !TryDigits(text, 4, 2, out var minute)
            || hour > 23 || minute > 59)
            return false;
        minutes = ((hour * 60) + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    static bool EndsJuneOrDecember(DateTime instant)
    {
        var next = instant.Ticks == DateTime.MaxValue.Ticks ? DateTime.MinValue : instant.AddTicks(1);
        return next is { Day: 1, Month: 1 or 7 } && next.TimeOfDay == TimeSpan.Zero;
    }

    static bool TryDigits(ReadOnlySpan<char> text, int from, int count, out int number)
    {
        number = 0;
        foreach (var letter in text.Slice(from, count))
        {
            if (!char.IsAsciiDigit(letter))
                return false;
            number = (number * 10) + (letter - '0');
        }
        return true;
    }
}
