using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Filters;

/// <summary>
/// Reads a CQL2 JSON expression (OGC 21-065r2) and tells all its faults at once. Taken are <see cref="Operators"/>; one side of a
/// comparison is a property, the other a value.
/// </summary>
sealed class FilterReader
{
    const int Deepest = 20;
    const int MostOperators = 1000;

    /// <summary>Values in all lists of <c>in</c> together: each item of a catalogue is compared with each of them.</summary>
    const int MostListed = 20_000;

    delegate Filter? Form(FilterReader reader, FilterArguments arguments);

    // The words in whatever case.
    static readonly Dictionary<string, Form> Forms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["and"] = (reader, arguments) => reader.Parts(arguments) is { } parts ? new Filter.And(arguments.Place, parts) : null,
        ["or"] = (reader, arguments) => reader.Parts(arguments) is { } parts ? new Filter.Or(arguments.Place, parts) : null,
        ["not"] = (reader, arguments) => arguments.Count(1) && reader.Read(arguments[0], arguments.PlaceOf(0)) is { } part ? new Filter.Not(arguments.Place, part) : null,
        ["="] = Compare("=", "="),
        ["<>"] = Compare("<>", "<>"),
        ["<"] = Compare("<", ">"),
        ["<="] = Compare("<=", ">="),
        [">"] = Compare(">", "<"),
        [">="] = Compare(">=", "<="),
        ["between"] = (_, arguments) => Between(arguments),
        ["in"] = (reader, arguments) => reader.In(arguments),
        ["like"] = (_, arguments) => arguments.Count(2) && (arguments.Property(0), arguments.Pattern(1)) is ({ } property, { } pattern)
            ? new Filter.Like(arguments.Place, property, pattern) : null,
        ["isNull"] = (_, arguments) => arguments.Count(1) && arguments.Property(0) is { } property ? new Filter.IsNull(arguments.Place, property) : null,
        ["s_intersects"] = (_, arguments) => arguments.Intersects(),
        ["t_during"] = (_, arguments) => arguments.During(),
    };

    readonly FoundFaults _faults;
    int _operators;
    int _values;
    int _depth;

    FilterReader(FoundFaults faults) => _faults = faults;

    public static IEnumerable<string> Operators => Forms.Keys;

    /// <param name="json">The expression.</param>
    /// <param name="faults">Faults are added here, under <c>filter</c> and the path within it.</param>
    /// <returns>The expression, or null when there was a fault.</returns>
    public static Filter? Read(JsonElement json, FoundFaults faults)
    {
        var before = faults.Count;
        var filter = new FilterReader(faults).Read(json, "filter");
        return faults.Count == before ? filter : null;
    }

    Filter? Read(JsonElement json, string place)
    {
        if (_depth == Deepest)
            return Refuse(place, json, $"must not be nested deeper than {Deepest} operators");
        if (++_operators > MostOperators)
            return _operators == MostOperators + 1 ? Refuse("filter", json, $"must not have more than {MostOperators} operators") : null;
        if (json.ValueKind is not JsonValueKind.Object)
            return Refuse(place, json, "must be a CQL2 JSON expression: an object with op and args");
        if (JsonText.Member(json, "op") is not { } op || !JsonText.TryRead(op, out var name) || !Forms.TryGetValue(name, out var form))
            return Refuse($"{place}.op", JsonText.Member(json, "op"), $"must be one of {string.Join(" ", Operators)}");
        if (ArgumentsOf(json) is not { } args)
            return Refuse($"{place}.args", JsonText.Member(json, "args"), $"must be the array of {name}'s arguments");

        _depth++;
        var filter = form(this, new FilterArguments(name, place, args, _faults));
        _depth--;
        return filter;
    }

    /// <summary>One argument may stand there without its array.</summary>
    static JsonElement[]? ArgumentsOf(JsonElement json) => JsonText.Member(json, "args") switch
    {
        { ValueKind: JsonValueKind.Array } args => [.. args.EnumerateArray().Select(argument => Folding.Of(argument))],
        { ValueKind: JsonValueKind.Object } argument => [argument],
        _ => null,
    };

    List<Filter>? Parts(FilterArguments arguments)
    {
        if (arguments.Length == 0)
        {
            arguments.Count(2);
            return null;
        }
        var parts = new List<Filter>();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (_faults.IsFull)
                _faults.Stop(arguments.PlaceOf(i));
            // Of more operators than there may be one fault is told.
            if (_faults.IsFull || _operators > MostOperators)
                return null;
            if (Read(arguments[i], arguments.PlaceOf(i)) is { } part)
                parts.Add(part);
        }
        return parts.Count == arguments.Length ? parts : null;
    }

    /// <param name="straight">With the property on the left.</param>
    /// <param name="turned">The same with the property on the right.</param>
    static Form Compare(string straight, string turned) => (_, arguments) =>
    {
        if (!arguments.Count(2))
            return null;
        var (left, right) = arguments.IsProperty(1) && !arguments.IsProperty(0) ? (1, 0) : (0, 1);
        var property = arguments.Property(left);
        return arguments.Value(right, property) is { } value && property is not null
            ? new Filter.Comparison(arguments.Place, left == 0 ? straight : turned, property, value)
            : null;
    };

    static Filter.Between? Between(FilterArguments arguments)
    {
        arguments = arguments.WithoutInnerArray();
        if (!arguments.Count(3))
            return null;
        var property = arguments.Property(0);
        return (arguments.Value(1, property), arguments.Value(2, property)) is ({ } low, { } high) && property is not null
            ? new Filter.Between(arguments.Place, property, low, high)
            : null;
    }

    Filter.In? In(FilterArguments arguments)
    {
        if (!arguments.Count(2))
            return null;
        _values += arguments.LengthOf(1);
        if (_values > MostListed)
        {
            _faults.Add(new FieldFault(arguments.PlaceOf(1), null, FormattableString.Invariant($"must not bring the lists of the whole filter to more than {MostListed} values; with it they have {_values}")));
            return null;
        }
        var property = arguments.Property(0);
        return arguments.Values(1, property) is { } values && property is not null ? new Filter.In(arguments.Place, property, values) : null;
    }

    Filter? Refuse(string field, JsonElement? value, string rule)
    {
        _faults.Add(new FieldFault(field, value is { } given ? Excerpt.Of(given) : null, rule));
        return null;
    }
}
