using System.Text.Json;
using OrderSaga.Catalogue.Footprints;
using OrderSaga.Contracts;
using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Filters;

/// <summary>The arguments of one operator; what they must be is told as a fault.</summary>
sealed class FilterArguments(string name, string place, JsonElement[] args, FoundFaults faults)
{
    const int MostValues = 10_000;
    const int LongestProperty = 200;
    const int LongestPattern = 1000;
    const int MostGaps = 20;
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

    /// <summary>Between's two bounds stood in an array of their own in older drafts.</summary>
    public FilterArguments WithoutInnerArray() => args is [var property, { ValueKind: JsonValueKind.Array } bounds]
        ? new FilterArguments(name, place, [property, .. bounds.EnumerateArray().Select(bound => Folding.Of(bound))], faults)
        : this;

    public bool IsProperty(int index) => JsonText.Member(args[index], "property") is not null;

    public string? Property(int index) => Property(args[index], PlaceOf(index)) switch
    {
        GeometryProperty => Refuse<string>(PlaceOf(index), args[index], $"must not be the geometry, which {name} can't take"),
        var property => property,
    };

    /// <param name="index">Which argument.</param>
    /// <param name="property">What it is compared with; null when that is not known.</param>
    public FilterValue? Value(int index, string? property) => Value(args[index], PlaceOf(index), property);

    public IReadOnlyList<FilterValue>? Values(int index, string? property)
    {
        if (args[index] is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() is 0 or > MostValues)
            return Refuse<IReadOnlyList<FilterValue>>(PlaceOf(index), args[index], $"must be an array of 1 to {MostValues} values");
        var values = new List<FilterValue>(list.GetArrayLength());
        var i = 0;
        foreach (var entry in list.EnumerateArray())
        {
            if (faults.IsFull)
            {
                faults.Stop($"{PlaceOf(index)}[{i}]");
                return null;
            }
            if (Value(Folding.Of(entry), $"{PlaceOf(index)}[{i++}]", property) is { } value)
                values.Add(value);
        }
        return values.Count == i ? values : null;
    }

    /// <summary>How many values the list at this place has; 0 where there is none.</summary>
    public int LengthOf(int index) => args[index].ValueKind is JsonValueKind.Array ? args[index].GetArrayLength() : 0;

    /// <summary>The pattern of a <c>like</c>. Each text of the catalogue is held against it, so it is short, and has few gaps.</summary>
    public LikePattern? Pattern(int index)
    {
        if (!JsonText.TryRead(args[index], out var text))
            return Refuse<LikePattern>(PlaceOf(index), args[index], "must be a text");
        if (text.Length > LongestPattern)
            return Refuse<LikePattern>(PlaceOf(index), args[index], FormattableString.Invariant($"must have at most {LongestPattern} characters, not {text.Length}"));
        var gaps = text.Count(letter => letter == '%');
        return gaps > MostGaps
            ? Refuse<LikePattern>(PlaceOf(index), args[index], FormattableString.Invariant($"must have at most {MostGaps} of the wildcard %, not {gaps}"))
            : new LikePattern(text);
    }

    public Filter? Intersects()
    {
        if (!Count(2))
            return null;
        var shape = IsProperty(0) ? 1 : 0;
        if (JsonText.Member(args[1 - shape], "property") is not { } property || !JsonText.Is(property, GeometryProperty))
            return Refuse<Filter>(PlaceOf(1 - shape), args[1 - shape], "must be the property geometry, {\"property\": \"geometry\"}");

        var json = args[shape];
        if (JsonText.Member(json, "bbox") is { } bbox && JsonText.Member(json, "type") is null)
            return Box.Read(bbox, $"{PlaceOf(shape)}.bbox", faults) is { } box ? new Filter.Intersects(place, Area.Of(box), box.Numbers) : null;
        return Area.Read(json, PlaceOf(shape), faults) is { } area ? new Filter.Intersects(place, area, null) : null;
    }

    public Filter? During()
    {
        if (!Count(2))
            return null;
        // Older drafts had the two times alone.
        var interval = JsonText.Member(args[1], "interval") ?? args[1];
        if (interval.ValueKind is not JsonValueKind.Array || interval.GetArrayLength() != 2)
            return Refuse<Filter>(PlaceOf(1), args[1], "must be an interval of two times, such as {\"interval\": [\"2024-01-01T00:00:00Z\", \"..\"]}");

        var (start, end) = Span(args[0], PlaceOf(0));
        // Both ends are read, so that the faults of both are told. A day begins with its first and ends behind its last instant.
        var sound = End(interval[0], $"{PlaceOf(1)}.interval[0]", out var first) & End(interval[1], $"{PlaceOf(1)}.interval[1]", out var last);
        var (after, before) = (first?.First, last is { First: var day, Last: var night } && day < night && night < DateTime.MaxValue ? night.AddTicks(1) : last?.Last);
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

    bool End(JsonElement json, string at, out (DateTime First, DateTime Last)? time)
    {
        time = null;
        if (JsonText.Is(json, ".."))
            return true;
        if (Value(json, at, property: null) is not { } value)
            return false;
        time = value.Span;
        if (time is null)
            Tell(at, json, "must be a date-time such as 2024-01-01T00:00:00Z, a date, or \"..\" for an open end");
        return time is not null;
    }

    string? Property(JsonElement argument, string at)
    {
        if (JsonText.Member(argument, "property") is not { } property)
            return Refuse<string>(at, argument, "must be a property, such as {\"property\": \"datetime\"}");
        if (!JsonText.TryRead(property, out var text) || text.Length is 0 or > LongestProperty || text.Any(char.IsControl))
            return Refuse<string>($"{at}.property", property, $"must be a property's name of 1 to {LongestProperty} printable characters");
        return text.StartsWith(InProperties, StringComparison.Ordinal) && text.Length > InProperties.Length ? text[InProperties.Length..] : text;
    }

    FilterValue? Value(JsonElement json, string at, string? property)
    {
        if (JsonText.Member(json, "timestamp") is { } timestamp)
            return JsonText.TryRead(timestamp, out var text) && Rfc3339.TryRead(text, out var instant) ? FilterValue.Of(instant) : Tell($"{at}.timestamp", timestamp, Rfc3339.Rule);
        if (JsonText.Member(json, "date") is { } date)
            return JsonText.TryRead(date, out var text) && Rfc3339.TryReadDate(text, out var day) ? FilterValue.Of(day) : Tell($"{at}.date", date, "must be a date such as 2024-01-01");
        if (FilterValue.Of(json) is not { } value)
            return Tell(at, json, "must be a text, a number, true, false, a timestamp or a date");
        return property is not null && FilteredItem.IsTime(property) && value.Kind is FilterValueKind.Text ? FilterValue.OfTime(value.Text) ?? value : value;
    }

    FilterValue? Tell(string field, JsonElement? value, string rule)
    {
        faults.Add(new FieldFault(field, value is { } given ? Excerpt.Of(given) : null, rule));
        return null;
    }

    T? Refuse<T>(string field, JsonElement? value, string rule)
        where T : class
    {
        Tell(field, value, rule);
        return null;
    }
}
