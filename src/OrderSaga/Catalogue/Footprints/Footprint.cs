using System.Text.Json;
using NetTopologySuite.Geometries;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Footprints;

/// <summary>Where an item lies on the globe: its geometry, or its box where that can't be read.</summary>
sealed class Footprint
{
    Footprint(IReadOnlyList<Geometry> parts, string? fault) => (Parts, Fault) = (parts, fault);

    /// <summary>Points, lines and polygons as <see cref="GlobeReading"/> lays them; none when nothing can be read.</summary>
    public IReadOnlyList<Geometry> Parts { get; }

    /// <summary>What could not be read as it stands, and what is taken instead; null for a sound footprint.</summary>
    public string? Fault { get; }

    /// <param name="geometry">The item's geometry, or null when it has none.</param>
    /// <param name="bbox">The item's bbox, or null when it has none.</param>
    /// <returns>Null for an item that has neither.</returns>
    public static Footprint? Read(JsonElement? geometry, JsonElement? bbox)
    {
        var rule = "";
        var box = bbox is { } given ? Box.Read(given, out rule) : null;
        if (geometry is { } json)
            return OfGeometry(json, box, out var fault) ?? OfBox(box, fault);
        return bbox is null ? null : OfBox(box, box is null ? $"bbox {Excerpt.Of(bbox.Value)}: {rule}" : null);
    }

    static Footprint? OfGeometry(JsonElement json, Box? box, out string fault)
    {
        if (GeoJson.Read(json, "geometry", out fault) is not { } geometry)
            return null;
        var reading = new GlobeReading(box);
        reading.Add(geometry);
        fault = $"geometry {Excerpt.Of(json)}: {reading.Fault}";
        if (reading.Fault is not null)
            return null;
        return new Footprint(reading.Parts, reading.IsUncut && box is { CrossesAntimeridian: false }
            ? $"bbox [{string.Join(',', box.Numbers.Select(number => FormattableString.Invariant($"{number}")))}]: must have its west beyond its east, as the geometry crosses the antimeridian; the geometry is taken"
            : null);
    }

    static Footprint OfBox(Box? box, string? fault) => box is null
        ? new Footprint([], $"{fault}; it is found by no area")
        : new Footprint([Globe.Settled(box.ToGeometry())], fault is null ? null : $"{fault}; its bbox is taken");
}
