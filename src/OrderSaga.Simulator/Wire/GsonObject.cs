using System.Globalization;
using System.Text.Json;

namespace OrderSaga.Simulator.Wire;

/// <summary>
/// A JSON object read the way REGARDS' Gson reads one: names are case-sensitive, unknown members are ignored, null equals absent
/// unless asked, numbers and booleans pass as text, numerals in quotes pass as numbers, unknown enum text becomes null.
/// A wrong JSON type throws <see cref="MalformedRequestException"/>.
/// </summary>
readonly struct GsonObject(JsonElement element)
{
    public static GsonObject From(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object
        ? new GsonObject(element)
        : throw Expected("an object", name, element);

    /// <summary>True when the member is written, be it as null: Gson then overwrites the default of the field.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out _);

    public string? Text(string name) => Find(name) is not { } value
        ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw Expected("a string", name, value)
        };

    public string? OneOf(string name, IReadOnlySet<string> known) => Text(name) is { } text && known.Contains(text) ? text : null;

    public long? Whole(string name)
    {
        if (Find(name) is not { } value)
            return null;

        return Text(name) is { } text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : throw Expected("a whole number", name, value);
    }

    public GsonObject? Object(string name) => Find(name) is { } value ? From(value, name) : null;

    /// <summary>The objects of an array, or null when the member is absent. Null entries are left out.</summary>
    public List<GsonObject>? Objects(string name)
    {
        if (Array(name) is not { } array)
            return null;

        var objects = new List<GsonObject>(array.GetArrayLength());
        foreach (var entry in array.EnumerateArray())
            if (entry.ValueKind != JsonValueKind.Null)
                objects.Add(From(entry, name));

        return objects;
    }

    public JsonElement? Array(string name) => Find(name) is { } value
        ? value.ValueKind == JsonValueKind.Array ? value : throw Expected("an array", name, value)
        : null;

    JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    static MalformedRequestException Expected(string what, string name, JsonElement value) =>
        new($"Expected {what} for '{name}' but was {value.ValueKind}");
}

/// <summary>The body cannot become a patch request at all; REGARDS denies it by its request id, without product id or URN.</summary>
public sealed class MalformedRequestException : Exception
{
    public MalformedRequestException()
    {
    }

    public MalformedRequestException(string message) : base(message)
    {
    }

    public MalformedRequestException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
