using System.Text.Json;
using OrderSaga.Catalogue.Geometries;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Filters;

/// <summary>The arguments of one operator; what they must be is told as a fault.</summary>
sealed class FilterArguments(string name, string place, JsonElement[] args, List<FieldFault> faults)
{
    const int MostValues = 10_000;
    const int LongestProperty = 200;
    const string GeometryProperty = "geometry";
    const string InProperties = "properties.";

    /// <summary>Where the operator stands.</summary>
    public string Place => place;

    public int Length => args.Length;

    public JsonElement this[int index] => args[index];

    public string PlaceOf(int index) => $"{place}.args[{index}]";

    public bool Count(int count)
    {
        if (args.Length == count)
            return true;
        faults.Add(new FieldFault($"{place}.args", null, $"must hold {count} {(count == 1 ? "argument" : "arguments")} for {name}, not {args.Length}"));
        return false;
    }

    public bool IsProperty(int index) => JsonText.Member(args[index], "property") is not null;

    public string? Property(int index) => Property(args[index], PlaceOf(index)) switch
    {
        GeometryProperty => Refuse<string>(PlaceOf(index), args[index], $"must not be the geometry, which {name} can't take"),
        var property => property,
    };

    public FilterValue? Value(int index) => Value(args[index], PlaceOf(index));

    public IReadOnlyList<FilterValue>? Values(int index)
    {
        if (args[index] is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() is 0 or > MostValues)
            return Refuse<IReadOnlyList<FilterValue>>(PlaceOf(index), args[index], $"must be an array of 1 to {MostValues} values");
        var values = new List<FilterValue>(list.GetArrayLength());
        var i = 0;
        foreach (var entry in list.EnumerateArray())
        {
            if (Value(entry, $"{PlaceOf(index)}[{i++}]") is { } value)
                values.Add(value);
        }
        return values.Count == i ? values : null;
    }

    public string? Text(int index) =>
        JsonText.TryRead(args[index], out var text) ? text : Refuse<string>(PlaceOf(index), args[index], "must be a text");

    public Filter? Intersects()
    {
        if (!Count(2))
            return null;
        var shape = IsProperty(0) ? 1 : 0;
        if (JsonText.Member(args[1 - shape], "property") is not { ValueKind: JsonValueKind.String } property || !property.ValueEquals(GeometryProperty))
            return Refuse<Filter>(PlaceOf(1 - shape), args[1 - shape], "must be the property geometry, {\"property\": \"geometry\"}");

        var json = args[shape];
        if (JsonText.Member(json, "bbox") is { } bbox && JsonText.Member(json, "type") is null)
            return Box.Read(bbox, $"{PlaceOf(shape)}.bbox", faults) is { } box ? new Filter.Intersects(place, box.ToGeometry(), null, box.Numbers) : null;
        return GeoJson.Read(json, PlaceOf(shape), faults) is { } geometry ? new Filter.Intersects(place, geometry, json, null) : null;
    }

    public Filter? During()
    {
        if (!Count(2))
            return null;
        if (JsonText.Member(args[1], "interval") is not { ValueKind: JsonValueKind.Array } interval || interval.GetArrayLength() != 2)
            return Refuse<Filter>(PlaceOf(1), args[1], "must be an interval of two times, such as {\"interval\": [\"2024-01-01T00:00:00Z\", \"..\"]}");

        var (start, end) = Span(args[0], PlaceOf(0));
        // Both ends are read, so that the faults of both are told.
        var sound = End(interval[0], $"{PlaceOf(1)}.interval[0]", out var after) & End(interval[1], $"{PlaceOf(1)}.interval[1]", out var before);
        if (!sound || start is null || end is null)
            return null;
        if (after is null && before is null)
            return Refuse<Filter>(PlaceOf(1), args[1], "must have an end that is not open");
        return after >= before
            ? Refuse<Filter>(PlaceOf(1), args[1], "must begin before it ends")
            : new Filter.During(place, start, end, after, before);
    }

    /// <summary>The properties that hold the item's time: one, or an interval of two.</summary>
    (string? Start, string? End) Span(JsonElement argument, string at)
    {
        if (JsonText.Member(argument, "interval") is not { } interval)
        {
            var property = Property(argument, at);
            return (property, property);
        }
        if (interval.ValueKind is JsonValueKind.Array && interval.GetArrayLength() == 2)
            return (Property(interval[0], $"{at}.interval[0]"), Property(interval[1], $"{at}.interval[1]"));
        return (Refuse<string>(at, argument, "must be a property, or an interval of two properties"), null);
    }

    bool End(JsonElement json, string at, out DateTime? instant)
    {
        instant = null;
        if (json.ValueKind is JsonValueKind.String && json.ValueEquals(".."))
            return true;
        if (Value(json, at) is not { } value)
            return false;
        instant = value.Instant;
        if (instant is null)
            Tell(at, json, "must be a date-time such as 2024-01-01T00:00:00Z, a date, or \"..\" for an open end");
        return instant is not null;
    }

    string? Property(JsonElement argument, string at)
    {
        if (JsonText.Member(argument, "property") is not { } property)
            return Refuse<string>(at, argument, "must be a property, such as {\"property\": \"datetime\"}");
        if (!JsonText.TryRead(property, out var text) || text.Length is 0 or > LongestProperty || text.Any(char.IsControl))
            return Refuse<string>($"{at}.property", property, $"must be a property's name of 1 to {LongestProperty} printable characters");
        return text.StartsWith(InProperties, StringComparison.Ordinal) && text.Length > InProperties.Length ? text[InProperties.Length..] : text;
    }

    FilterValue? Value(JsonElement json, string at)
    {
        foreach (var form in _instants)
        {
            if (JsonText.Member(json, form.Kind) is not { } time)
                continue;
            if (JsonText.TryRead(time, out var text) && form.Read(text) is { } instant)
                return FilterValue.Of(instant);
            Tell($"{at}.{form.Kind}", time, form.Rule);
            return null;
        }
        if (FilterValue.Of(json) is { } value)
            return value;
        Tell(at, json, "must be a text, a number, true, false, a timestamp or a date");
        return null;
    }

    static readonly (string Kind, Func<string, DateTime?> Read, string Rule)[] _instants =
    [
        ("timestamp", text => Instants.TryReadDateTime(text, out var instant) ? instant : null, "must be an RFC 3339 date-time with an offset, such as 2024-01-01T00:00:00Z"),
        ("date", text => text.Length == 10 && Instants.TryReadAny(text, out var instant) ? instant : null, "must be a date such as 2024-01-01"),
    ];

    void Tell(string field, JsonElement? value, string rule) =>
        faults.Add(new FieldFault(field, value is { } given ? Excerpt.Of(given) : null, rule));

    T? Refuse<T>(string field, JsonElement? value, string rule)
        where T : class
    {
        Tell(field, value, rule);
        return null;
    }
}
