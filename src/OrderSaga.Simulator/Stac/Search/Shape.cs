using System.Text.Json;
using OrderSaga.Simulator.Stac.Items;

namespace OrderSaga.Simulator.Stac.Search;

/// <summary>A GeoJSON geometry as its lines and its areas; a point is a line of one place.</summary>
sealed class Shape
{
    readonly List<(double X, double Y)[]> _lines = [];
    readonly List<(double X, double Y)[][]> _areas = [];
    Rectangle _bounds;

    /// <exception cref="BadSearchException">It is no GeoJSON geometry.</exception>
    public static Shape Of(JsonElement json)
    {
        var shape = new Shape();
        try
        {
            shape.Add(json);
            var places = shape._lines.Concat(shape._areas.SelectMany(area => area)).SelectMany(line => line).ToList();
            shape._bounds = new Rectangle(places.Min(place => place.X), places.Min(place => place.Y), places.Max(place => place.X), places.Max(place => place.Y));
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new BadSearchException("intersects is no GeoJSON geometry");
        }
        return shape;
    }

    /// <summary>Whether box and geometry share a point.</summary>
    public bool Meets(Rectangle box) => box.Halves().Any(half =>
        _bounds.Meets(half) && (_lines.Exists(line => Touches(half, line)) || _areas.Exists(area => Touches(half, area))));

    void Add(JsonElement json)
    {
        var type = json.GetProperty("type").GetString();
        if (type == "GeometryCollection")
        {
            foreach (var part in json.GetProperty("geometries").EnumerateArray())
                Add(part);
            return;
        }
        var coordinates = json.GetProperty("coordinates");
        switch (type)
        {
            case "Point":
                _lines.Add([Place(coordinates)]);
                break;
            case "MultiPoint":
                _lines.AddRange(coordinates.EnumerateArray().Select(place => new[] { Place(place) }));
                break;
            case "LineString":
                _lines.Add(Line(coordinates));
                break;
            case "MultiLineString":
                _lines.AddRange(coordinates.EnumerateArray().Select(Line));
                break;
            case "Polygon":
                _areas.Add([.. coordinates.EnumerateArray().Select(Line)]);
                break;
            case "MultiPolygon":
                _areas.AddRange(coordinates.EnumerateArray().Select(polygon => polygon.EnumerateArray().Select(Line).ToArray()));
                break;
            default:
                throw new BadSearchException($"intersects has the unknown type {type}");
        }
    }

    static bool Touches(Rectangle box, (double X, double Y)[] line) =>
        line.Length == 1 ? box.Holds(line[0]) : line.Zip(line.Skip(1)).Any(piece => box.Meets(piece.First, piece.Second));

    // A box that no border touches lies wholly inside or wholly outside.
    static bool Touches(Rectangle box, (double X, double Y)[][] rings) =>
        Array.Exists(rings, ring => Touches(box, ring)) || Windings(rings, (box.West, box.South)) % 2 != 0;

    /// <summary>How many rings go round the place, by the angles under which it sees them.</summary>
    static int Windings((double X, double Y)[][] rings, (double X, double Y) place) => rings.Count(ring =>
    {
        var turned = ring.Zip(ring.Skip(1)).Sum(piece => Angle(place, piece.First, piece.Second));
        return Math.Abs(turned) > Math.PI;
    });

    static double Angle((double X, double Y) at, (double X, double Y) from, (double X, double Y) to)
    {
        var (ax, ay, bx, by) = (from.X - at.X, from.Y - at.Y, to.X - at.X, to.Y - at.Y);
        return Math.Atan2((ax * by) - (ay * bx), (ax * bx) + (ay * by));
    }

    static (double X, double Y)[] Line(JsonElement json) => [.. json.EnumerateArray().Select(Place)];

    static (double X, double Y) Place(JsonElement json) => (json[0].GetDouble(), json[1].GetDouble());
}
