using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Geometries;

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

    /// <returns>The box, or null with its faults under <paramref name="field"/>.</returns>
    public static Box? Read(JsonElement json, string field, List<FieldFault> faults)
    {
        if (TryNumbers(json) is not { } numbers)
        {
            faults.Add(new FieldFault(field, Excerpt.Of(json), Rule));
            return null;
        }
        var box = new Box(numbers);
        var broken = box.BrokenRules().ToList();
        faults.AddRange(broken.Select(rule => new FieldFault(field, Excerpt.Of(json), rule)));
        return broken.Count == 0 ? box : null;
    }

    /// <summary>The box of an item, or null where it is none; an item's box is not ours to judge.</summary>
    public static Box? Read(JsonElement json) => TryNumbers(json) is { } numbers ? new Box(numbers) : null;

    /// <summary>The same as an area; two of them on both sides of the antimeridian.</summary>
    public Geometry ToGeometry()
    {
        var geometry = new Geometry();
        if (West <= East)
        {
            Add(geometry, West, East);
            return geometry;
        }
        Add(geometry, West, 180);
        Add(geometry, -180, East);
        return geometry;
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

    void Add(Geometry geometry, double west, double east) =>
        geometry.AddPolygon([[new(west, South), new(east, South), new(east, North), new(west, North), new(west, South)]]);
}
