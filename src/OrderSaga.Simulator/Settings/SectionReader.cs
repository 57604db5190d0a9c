using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Configuration;

namespace OrderSaga.Simulator.Settings;

/// <summary>Reads typed values from a configuration section and collects what is wrong as "key = 'value': rule", all of it at once.</summary>
sealed class SectionReader(IConfiguration section)
{
    readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public List<string> Faults { get; } = [];

    public string? Text(string key)
    {
        _known.Add(key);
        return section[key] is { Length: > 0 } text ? text : null;
    }

    public TimeSpan Span(string key, TimeSpan fallback) => Read(key, fallback, "must be hh:mm:ss or hh:mm:ss.fff, 0 or longer",
        (string text, out TimeSpan value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value)
            && text.Contains(':', StringComparison.Ordinal) && value >= TimeSpan.Zero);

    public double Share(string key) => Read(key, 0d, "must be a number from 0 to 1",
        (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= 1);

    public long Long(string key, long fallback) => Read(key, fallback, "must be a whole number",
        (string text, out long value) => TryWhole(text, long.MinValue, long.MaxValue, out value));

    public int Positive(string key, int fallback) => Read(key, fallback, "must be a whole number of 1 or more",
        (string text, out int value) => TryWhole(text, 1, int.MaxValue, out value));

    public int Whole(string key, int fallback, int least, int most) => Read(key, fallback, $"must be a whole number from {least} to {most}",
        (string text, out int value) => TryWhole(text, least, most, out value));

    public T Word<T>(string key, T fallback)
        where T : struct, Enum => Read(key, fallback, $"must be one of {string.Join(", ", Enum.GetNames<T>())}",
        (string text, out T value) => Enum.TryParse(text, ignoreCase: true, out value) && Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase));

    /// <summary>A section within this one, which is read apart.</summary>
    public IConfiguration Group(string key)
    {
        _known.Add(key);
        return section.GetSection(key);
    }

    public byte Level(string key, byte fallback) => Read(key, fallback, "must be a whole number from 1 to 255",
        (string text, out byte value) => TryWhole(text, 1, byte.MaxValue, out value));

    public bool Flag(string key, bool fallback) => Read(key, fallback, "must be true or false",
        (string text, out bool value) => bool.TryParse(text, out value));

    /// <summary>A JSON array, or one text with commas as the environment and the command line have it.</summary>
    public IReadOnlyList<string> List(string key)
    {
        var texts = Text(key) is { } text
            ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. section.GetSection(key).GetChildren().Select(child => child.Value ?? "")];
        if (Array.Exists(texts, string.IsNullOrWhiteSpace))
            Fault(key, string.Join(',', texts), "must hold no empty entry");

        return texts;
    }

    /// <summary>Call last: a key nobody asked for is a misspelt one.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var child in section.GetChildren())
            if (!_known.Contains(child.Key))
                Fault(child.Key, child.Value, $"is no setting; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
    }

    public void Fault(string key, string? value, string rule) =>
        Faults.Add(section is IConfigurationSection { Path: var path } ? $"{path}:{key} = '{value}': {rule}" : $"{key} = '{value}': {rule}");

    /// <summary>By its value: what a settings file has as 10.0 or 1e1 is 10.</summary>
    static bool TryWhole<T>(string text, decimal least, decimal most, out T value)
        where T : INumber<T>
    {
        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        var read = decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && number >= least && number <= most
            && !text.StartsWith('+');
        value = read ? T.CreateChecked(number) : T.Zero;
        return read;
    }

    T Read<T>(string key, T fallback, string rule, Parse<T> parse)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (parse(text, out var value))
            return value;

        Fault(key, text, rule);
        return fallback;
    }

    delegate bool Parse<T>(string text, out T value);
}

/// <summary>Settings that cannot be meant so; the message names each key, its value and the rule it breaks. Stops the start.</summary>
public sealed class WrongSettingsException : Exception
{
    public WrongSettingsException()
    {
    }

    public WrongSettingsException(string message) : base(message)
    {
    }

    public WrongSettingsException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public WrongSettingsException(IEnumerable<string> faults) : base(string.Join(Environment.NewLine, faults))
    {
    }
}
