using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Inside = NetTopologySuite.Algorithm.Area;

namespace OrderSaga.Catalogue.Footprints;

/// <summary>
/// Reads geometries as a person does on a globe. A line from one place to the next is straight on the map and goes the shorter way round,
/// so that what was not cut at the antimeridian (RFC 7946, 3.1.9) is still whole; a ring that goes round a pole holds it.
/// </summary>
/// <param name="box">The item's own box, which may tell two readings apart; null where there is none.</param>
sealed class GlobeReading(Box? box)
{
    readonly List<Geometry> _parts = [];

    /// <summary>Points, lines and polygons, none of them empty.</summary>
    public IReadOnlyList<Geometry> Parts => _parts;

    /// <summary>Why it can't be read: value and rule; null where it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether something crosses the antimeridian without being cut there.</summary>
    public bool IsUncut { get; private set; }

    public void Add(Geometry geometry)
    {
        if (geometry.IsEmpty)
            Fault ??= "must hold a position";
        else if (Array.Find(geometry.Coordinates, place => Globe.RuleOf(place.X, place.Y) is not null) is { } beyond)
            Fault ??= FormattableString.Invariant($"[{beyond.X},{beyond.Y}] {Globe.RuleOf(beyond.X, beyond.Y)}");
        else
            AddParts(geometry);
    }

    void AddParts(Geometry geometry)
    {
        switch (geometry)
        {
            case { IsEmpty: true }:
                Fault ??= "must hold a position in each part";
                break;
            case Point point:
                Settle(Globe.Shapes.CreatePoint(Unwound(point.Coordinates, wholeTurns: false)[0]));
                break;
            case Polygon polygon:
                Add(polygon);
                break;
            case LineString line:
                Settle(Globe.Shapes.CreateLineString(Line(line.Coordinates)));
                break;
            default:
                for (var i = 0; i < geometry.NumGeometries; i++)
                    AddParts(geometry.GetGeometryN(i));
                break;
        }
    }

    void Add(Polygon polygon)
    {
        var shell = Ring(polygon.Shell.Coordinates);
        // A ring without an inside is still a line.
        if (Inside.OfRing(shell) == 0)
        {
            Settle(Globe.Shapes.CreateLineString(shell));
            return;
        }
        var whole = Globe.Shapes.CreatePolygon(shell);
        var holes = polygon.Holes.SelectMany(hole => Copies(Globe.Shapes.CreatePolygon(Ring(hole.Coordinates)), whole.EnvelopeInternal)).ToList();
        if (holes.TrueForAll(hole => IsInside(hole.EnvelopeInternal, whole.EnvelopeInternal)))
            Settle(Globe.Shapes.CreatePolygon(whole.Shell, [.. holes.Select(hole => hole.Shell)]));
        else
            Settle(holes.Aggregate((Geometry)whole, (rest, hole) => OverlayNGRobust.Overlay(rest, hole, SpatialFunction.Difference)));
    }

    static bool IsInside(Envelope hole, Envelope shell) =>
        hole.MinX > shell.MinX && hole.MaxX < shell.MaxX && hole.MinY > shell.MinY && hole.MaxY < shell.MaxY;

    /// <summary>A hole may be written in another turn than its shell, or lie on both sides of where that begins.</summary>
    static IEnumerable<Polygon> Copies(Polygon hole, Envelope shell)
    {
        for (var turns = -2; turns <= 2; turns++)
        {
            var copy = (Polygon)Globe.Turned(hole, turns);
            if (copy.EnvelopeInternal.Intersection(shell).Width > 0)
                yield return copy;
        }
    }

    Coordinate[] Line(Coordinate[] places)
    {
        var line = Unwound(places, wholeTurns: false);
        // From -180 to 180 at once is no step, unless there is no other: then it is the whole parallel.
        return Array.TrueForAll(line, place => place.Equals2D(line[0])) ? Unwound(places, wholeTurns: true) : line;
    }

    /// <summary>The ring, closed in longitude too.</summary>
    Coordinate[] Ring(Coordinate[] places)
    {
        if (IsMapOfTheWorld(places))
            return Unwound(places, wholeTurns: true, halfTurns: true);
        var ring = Unwound(places, wholeTurns: false);
        if (Winding(ring) == 0 && Inside.OfRing(ring) > 0)
            return ring;
        // Along the edges of the map from -180 to 180: a belt around the globe, or the map itself.
        var belt = Unwound(places, wholeTurns: true);
        if (Winding(belt) == 0 && Inside.OfRing(belt) > 0)
            return belt;
        if (Math.Abs(Winding(ring)) > Globe.Turn)
            Fault ??= "must not go round a pole more than once";
        return Winding(ring) == 0 ? ring : OverPole(ring);
    }

    static double Winding(Coordinate[] ring) => Globe.Round(ring[^1].X - ring[0].X);

    /// <summary>Closes a ring that goes once around by way of the pole: the one that the item's box reaches, else the nearer.</summary>
    Coordinate[] OverPole(Coordinate[] ring)
    {
        var north = (box?.North >= 90, box?.South <= -90) switch
        {
            (true, false) => true,
            (false, true) => false,
            _ => ring.Average(place => place.Y) >= 0,
        };
        var pole = north ? 90 : -90;
        return [.. ring, new Coordinate(ring[^1].X, pole), new Coordinate(ring[0].X, pole), ring[0].Copy()];
    }

    /// <summary>A rectangle of nearly the whole map was drawn as one, and is no sliver on its other side.</summary>
    bool IsMapOfTheWorld(Coordinate[] ring)
    {
        const int width = 350;
        const int height = 90;
        var map = new Envelope(ring);
        return box is not { CrossesAntimeridian: true } && map.Width >= width && map.Height > height
            && Array.TrueForAll(ring, place => place.X == map.MinX || place.X == map.MaxX || place.Y == map.MinY || place.Y == map.MaxY);
    }

    /// <param name="places">As they are written.</param>
    /// <param name="wholeTurns">Whether a step of a whole turn goes around, and is not none.</param>
    /// <param name="halfTurns">Whether a step of more than half a turn goes the long way.</param>
    Coordinate[] Unwound(Coordinate[] places, bool wholeTurns, bool halfTurns = false)
    {
        var line = new Coordinate[places.Length];
        var turns = 0;
        for (var i = 0; i < places.Length; i++)
        {
            var step = i == 0 ? 0 : places[i].X - places[i - 1].X;
            if (Math.Abs(step) > Globe.Turn / 2 && !halfTurns && !(wholeTurns && Math.Abs(step) >= Globe.Turn))
            {
                turns -= (int)Math.Round(step / Globe.Turn);
                IsUncut |= Math.Abs(step) < Globe.Turn;
            }
            line[i] = new Coordinate(Globe.Round(places[i].X + (turns * Globe.Turn)), Globe.Latitude(places[i].Y));
        }
        return line;
    }

    void Settle(Geometry shape)
    {
        for (var i = 0; i < shape.NumGeometries; i++)
            _parts.Add(Globe.Settled(shape.GetGeometryN(i)));
    }
}
