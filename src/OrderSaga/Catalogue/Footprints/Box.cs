using System.Text.Json;
using NetTopologySuite.Geometries;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Footprints;

/// <summary>A bounding box: west, south, east, north, or with heights west, south, low, east, north, high. West beyond east crosses the antimeridian.</summary>
sealed class Box
{
    const string Rule = "must be an array of 4 or 6 numbers: west, south, east, north, or west, south, low, east, north, high";

    Box(IReadOnlyList<double> numbers) => Numbers = numbers;

    public IReadOnlyList<double> Numbers { get; }

    public double West => Numbers[0];
    public double South => Numbers[1];
    public double East => Numbers[Numbers.Count / 2];
    public double North => Numbers[(Numbers.Count / 2) + 1];

    /// <summary>Lowest and highest height in metres; null in a box of 4 numbers.</summary>
    public (double Low, double High)? Heights => Numbers.Count == 6 ? (Numbers[2], Numbers[5]) : null;

    public bool CrossesAntimeridian => West > East;

    /// <summary>A box that a client asks for.</summary>
    /// <returns>The box, or null with its faults under <paramref name="field"/>.</returns>
    public static Box? Read(JsonElement json, string field, FoundFaults faults)
    {
        if (TryNumbers(json) is not { } numbers)
        {
            faults.Add(new FieldFault(field, Excerpt.Of(json), Rule));
            return null;
        }
        var box = new Box(numbers);
        var broken = box.BrokenRules().ToList();
        foreach (var rule in broken)
            faults.Add(new FieldFault(field, Excerpt.Of(json), rule));
        return broken.Count == 0 ? box : null;
    }

    /// <summary>The box of an item, which may lie a little beyond the edges of the map.</summary>
    /// <returns>The box, or null with the rule that it breaks.</returns>
    public static Box? Read(JsonElement json, out string rule)
    {
        rule = Rule;
        if (TryNumbers(json) is not { } numbers)
            return null;
        var box = new Box(numbers);
        rule = Globe.RuleOf(box.West, box.South) ?? Globe.RuleOf(box.East, box.North)
            ?? (box.South > box.North ? "must have its south not beyond its north" : "");
        return rule.Length == 0 ? box : null;
    }

    /// <summary>The box as it lies on the globe: from the west eastwards, at most once around. A point or a line where it has no width or height.</summary>
    public Geometry ToGeometry()
    {
        var east = CrossesAntimeridian ? East + (Math.Ceiling((West - East) / Globe.Turn) * Globe.Turn) : Math.Min(East, West + Globe.Turn);
        return Globe.Shapes.ToGeometry(new Envelope(Globe.Round(West), Globe.Round(east), Globe.Latitude(South), Globe.Latitude(North)));
    }

    static double[]? TryNumbers(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() is not (4 or 6))
            return null;
        var numbers = new List<double>(6);
        foreach (var entry in json.EnumerateArray())
        {
            if (entry.ValueKind is JsonValueKind.Number && entry.TryGetDouble(out var number) && double.IsFinite(number))
                numbers.Add(number);
        }
        return numbers.Count == json.GetArrayLength() ? [.. numbers] : null;
    }

    IEnumerable<string> BrokenRules()
    {
        if (Math.Abs(West) > 180 || Math.Abs(East) > 180)
            yield return "must have longitudes of -180 to 180 degrees";
        if (Math.Abs(South) > 90 || Math.Abs(North) > 90)
            yield return "must have latitudes of -90 to 90 degrees";
        if (South > North)
            yield return "must have its south not beyond its north";
        if (Heights is { } heights && heights.Low > heights.High)
            yield return "must have its lowest height not above its highest";
    }
}
