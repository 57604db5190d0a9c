using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Footprints;

/// <summary>What a query asks for on the globe, made ready to be compared with many footprints.</summary>
sealed class Area
{
    const int MostPlaces = 1000;

    readonly List<(Envelope Bounds, IPreparedGeometry Shape)> _shapes = [];
    readonly bool _isAtNorthPole;
    readonly bool _isAtSouthPole;

    Area(IEnumerable<Geometry> parts)
    {
        foreach (var part in parts)
        {
            _isAtNorthPole |= Globe.IsAtNorthPole(part);
            _isAtSouthPole |= Globe.IsAtSouthPole(part);
            // Both begin in one turn and may run on into the next.
            for (var turns = -1; turns <= 1; turns++)
            {
                var shape = Globe.Turned(part, turns);
                _shapes.Add((shape.EnvelopeInternal, PreparedGeometryFactory.Prepare(shape)));
            }
        }
    }

    /// <summary>As GeoJSON that is cut at the antimeridian; null for a box.</summary>
    public JsonElement? GeoJson { get; private init; }

    public static Area Of(Box box) => new([Globe.Settled(box.ToGeometry())]);

    /// <returns>The area of a GeoJSON geometry, or null with its faults under <paramref name="field"/>.</returns>
    public static Area? Read(JsonElement json, string field, FoundFaults faults)
    {
        var told = GeometryRules.Check(json, field);
        faults.AddAll([.. told.Select(fault => new FieldFault(fault.Field, fault.Value, fault.Rule))]);
        if (told.Count > 0)
            return null;
        var geometry = Footprints.GeoJson.Read(json, field, out var fault);
        if (geometry?.NumPoints > MostPlaces)
            return Refuse(FormattableString.Invariant($"must have at most {MostPlaces} positions, not {geometry.NumPoints}"));
        if (geometry is null)
            return Refuse(fault);
        var reading = new GlobeReading(box: null);
        reading.Add(geometry);
        if (reading.Fault is { } rule)
            return Refuse(rule);
        try
        {
            return new Area(reading.Parts) { GeoJson = reading.IsUncut ? Footprints.GeoJson.Write(reading.Parts) : json.Clone() };
        }
        catch (TopologyException)
        {
            return Refuse("must be cut at the antimeridian, as its lines cross each other there");
        }

        Area? Refuse(string rule)
        {
            faults.Add(new FieldFault(field, Excerpt.Of(json), rule));
            return null;
        }
    }

    /// <summary>Whether the two share a point, borders included; null for a footprint that nobody knows.</summary>
    public bool? Meets(Footprint? footprint) => footprint is null || footprint.Parts.Count == 0 ? null : MeetsAny(footprint.Parts);

    bool MeetsAny(IReadOnlyList<Geometry> parts)
    {
        foreach (var part in parts)
        {
            // A pole is one point, whatever longitude it is given.
            if ((_isAtNorthPole && Globe.IsAtNorthPole(part)) || (_isAtSouthPole && Globe.IsAtSouthPole(part)))
                return true;
            foreach (var (bounds, shape) in _shapes)
            {
                if (bounds.Intersects(part.EnvelopeInternal) && shape.Intersects(part))
                    return true;
            }
        }
        return false;
    }
}
