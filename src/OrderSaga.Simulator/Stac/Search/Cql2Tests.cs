using System.Text.Json;
using System.Text.RegularExpressions;
using OrderSaga.Simulator.Stac.Items;

namespace OrderSaga.Simulator.Stac.Search;

/// <summary>CQL2 JSON as far as the stand-in knows it; null is neither true nor false.</summary>
sealed class Cql2Tests(IStacItems items)
{
    static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <exception cref="BadSearchException">An operator or an argument is not known.</exception>
    public Func<int, bool?> Of(JsonElement filter)
    {
        try
        {
            var args = filter.GetProperty("args").EnumerateArray().ToArray();
            var name = filter.GetProperty("op").GetString();
            return name switch
            {
                "and" => Fold([.. args.Select(Of)], decides: false),
                "or" => Fold([.. args.Select(Of)], decides: true),
                "not" => Not(Of(args[0])),
                "=" => Compare(args, order => order == 0),
                "<>" => Compare(args, order => order != 0),
                "<" => Compare(args, order => order < 0),
                "<=" => Compare(args, order => order <= 0),
                ">" => Compare(args, order => order > 0),
                ">=" => Compare(args, order => order >= 0),
                "between" => Fold([Compare([args[0], args[1]], order => order >= 0), Compare([args[0], args[2]], order => order <= 0)], decides: false),
                "in" => Fold([.. args[1].EnumerateArray().Select(value => Compare([args[0], value], order => order == 0))], decides: true),
                "like" => Like(args),
                "isNull" => Is(args[0], value => value is null),
                "s_intersects" => Intersects(args),
                "t_during" => During(args),
                _ => throw new BadSearchException($"the operator {name} is not known"),
            };
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or ArgumentException)
        {
            throw new BadSearchException($"filter is no CQL2 JSON: {fault.Message}");
        }
    }

    static Func<int, bool?> Not(Func<int, bool?> part) => item => !part(item);

    static Func<int, bool?> Fold(Func<int, bool?>[] parts, bool decides) => item =>
    {
        var open = false;
        foreach (var part in parts)
        {
            var known = part(item);
            if (known == decides)
                return decides;
            open |= known is null;
        }
        return open ? null : !decides;
    };

    Func<int, object?> Operand(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            var value = ItemValues.Of(json);
            return _ => value;
        }
        if (json.TryGetProperty("property", out var property))
            return Property(property.GetString()!);
        var time = json.TryGetProperty("timestamp", out var timestamp) ? timestamp : json.GetProperty("date");
        return Operand(time);
    }

    Func<int, object?> Property(string name) => name switch
    {
        "id" => items.Id,
        "collection" => items.Collection,
        _ when name.StartsWith("properties.", StringComparison.Ordinal) => item => items.Property(item, name["properties.".Length..]),
        _ => item => items.Property(item, name),
    };

    Func<int, bool?> Compare(JsonElement[] args, Func<int, bool> holds)
    {
        var (left, right) = (Operand(args[0]), Operand(args[1]));
        return item => ItemValues.Compare(left(item), right(item)) is { } order ? holds(order) : null;
    }

    Func<int, bool?> Is(JsonElement argument, Func<object?, bool?> holds)
    {
        var value = Operand(argument);
        return item => holds(value(item));
    }

    Func<int, bool?> Like(JsonElement[] args)
    {
        var pattern = Regex.Replace(args[1].GetString()!, @"\\(.)|(%)|(_)|([\s\S])", match =>
            match.Groups[2].Success ? "[\\s\\S]*" : match.Groups[3].Success ? "[\\s\\S]" : Regex.Escape(match.Groups[1].Success ? match.Groups[1].Value : match.Value));
        var form = new Regex($@"\A{pattern}\z", RegexOptions.CultureInvariant, LongestMatch);
        return Is(args[0], value => value is string text ? form.IsMatch(text) : null);
    }

    Func<int, bool?> Intersects(JsonElement[] args)
    {
        var geometry = args[0].TryGetProperty("property", out _) ? args[1] : args[0];
        if (geometry.TryGetProperty("bbox", out var box) && !geometry.TryGetProperty("type", out _))
        {
            var halves = (Rectangle.Of([.. box.EnumerateArray().Select(number => number.GetDouble())]) ?? throw new BadSearchException("bbox must have 4 or 6 numbers")).Halves().ToArray();
            return item => items.Box(item) is { } own ? own.Halves().Any(mine => Array.Exists(halves, mine.Meets)) : null;
        }
        var shape = Shape.Of(geometry);
        return item => items.Box(item) is { } own ? shape.Meets(own) : null;
    }

    Func<int, bool?> During(JsonElement[] args)
    {
        var (start, end) = args[0].TryGetProperty("interval", out var interval)
            ? (Operand(interval[0]), Operand(interval[1]))
            : (Operand(args[0]), Operand(args[0]));
        var bounds = args[1].GetProperty("interval").EnumerateArray().Select(bound => bound.ValueEqualsOpen() ? null : ItemValues.AsTime(Operand(bound)(0))).ToArray();
        return Fold(
            [
                item => ItemValues.AsTime(start(item)) is { } time ? bounds[0] is not { } after || time > after : null,
                item => ItemValues.AsTime(end(item)) is { } time ? bounds[1] is not { } before || time < before : null,
            ],
            decides: false);
    }
}

static class OpenEnd
{
    public static bool ValueEqualsOpen(this JsonElement json) => json.ValueKind == JsonValueKind.String && json.ValueEquals("..");
}
