using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using OrderSaga.Texts;

namespace OrderSaga.Settings;

/// <summary>Turns the text of a setting into its type, or says what it must be.</summary>
static partial class SettingText
{
    /// <returns>False with the rule when <paramref name="text"/> is no such value.</returns>
    public static bool TryRead(string text, Type type, out object? value, out string rule)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        (value, rule) = wanted switch
        {
            _ when wanted == typeof(string) => (text, ""),
            _ when wanted == typeof(string[]) => ((object?)Split(text), ""),
            _ when wanted == typeof(TimeSpan) => (Duration(text), "must be a time span such as 00:15:00, or 7.00:00:00 for seven days"),
            _ when wanted == typeof(bool) => (bool.TryParse(text, out var flag) ? flag : null, "must be true or false"),
            { IsEnum: true } => (Word(text, wanted), $"must be {string.Join(" or ", Enum.GetNames(wanted))}"),
            _ => (Number(text, wanted), "must be a whole number"),
        };
        return value is not null;
    }

    static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Hours may pass 23: .NET's own parser reads 24:00:00 as 24 days, and 15 as 15 days.</summary>
    static TimeSpan? Duration(string text)
    {
        var match = Clock().Match(text.Trim());
        if (!match.Success)
            return null;
        var seconds = (Part(match, "d") * 86400) + (Part(match, "h") * 3600) + (Part(match, "m") * 60) + Part(match, "s");
        return seconds <= (decimal)TimeSpan.MaxValue.TotalSeconds - 1 ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
    }

    static decimal Part(Match match, string name) =>
        match.Groups[name] is { Success: true } part ? decimal.Parse(part.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;

    static object? Word(string text, Type type) =>
        Array.Find(Enum.GetNames(type), name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(type, name) : null;

    /// <summary>By its value: JSON's 1000.0 and 1e3 are 1000.</summary>
    static object? Number(string text, Type type)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(
                JsonNumber.TryReadWhole(text, out var number) ? number.ToString(CultureInfo.InvariantCulture) : text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(?:(?<d>\d{1,8})\.)?(?<h>\d{1,8}):(?<m>[0-5]\d)(?::(?<s>[0-5]\d(?:\.\d{1,7})?))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
