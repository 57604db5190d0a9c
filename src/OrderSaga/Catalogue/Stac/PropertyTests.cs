using System.Text.Json;
using OrderSaga.Catalogue.Filters;

namespace OrderSaga.Catalogue.Stac;

/// <summary>The tests of one property in STAC's <c>query</c> extension, all of which must hold; each operator can stand there once.</summary>
sealed class PropertyTests
{
    readonly Dictionary<string, FilterValue> _single = new(StringComparer.Ordinal);
    IReadOnlyList<FilterValue>? _oneOf;
    FilterValueKind? _kind;

    /// <returns>The rule that the test breaks beside those already here, or null.</returns>
    public string? Add(string test, FilterValue value)
    {
        if (RuleOfKind(value) is { } rule)
            return rule;
        if (!_single.TryGetValue(test, out var present))
        {
            _single[test] = value;
            return null;
        }
        if (value.PlaceIn(present) is not { Least: var order } || order == 0)
            return null;
        // Of two bounds on one side the closer one says both.
        var closer = test switch
        {
            "gt" or "gte" => order > 0,
            "lt" or "lte" => order < 0,
            _ => (bool?)null,
        };
        if (closer is null)
            return "must stand only once on a property: the catalogue takes one test of each kind";
        if (closer.Value)
            _single[test] = value;
        return null;
    }

    /// <returns>The rule that the list breaks beside the tests already here, or null.</returns>
    public string? AddOneOf(IReadOnlyList<FilterValue> values)
    {
        if (_oneOf is not null)
            return "must stand only once on a property: the catalogue takes one test of each kind";
        foreach (var value in values)
        {
            if (RuleOfKind(value) is { } rule)
                return rule;
        }
        _oneOf = values;
        return null;
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (test, value) in _single)
        {
            json.WritePropertyName(test);
            value.WriteTo(json);
        }
        if (_oneOf is { } values)
        {
            json.WriteStartArray("in"u8);
            foreach (var value in values)
                value.WriteTo(json);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    string? RuleOfKind(FilterValue value)
    {
        // Times travel as texts.
        var kind = value.Kind is FilterValueKind.Time ? FilterValueKind.Text : value.Kind;
        _kind ??= kind;
        return _kind == kind ? null : "must have values of one kind on a property: the catalogue compares texts, numbers and truths apart";
    }
}
