namespace OrderSaga.Catalogue.Geometries;

/// <summary>A geometry as what an intersection needs: its lines, points among them, and its areas. Heights play no part.</summary>
sealed class Geometry
{
    readonly List<Segment> _segments = [];
    readonly List<Polygon> _polygons = [];

    // One place of each part: a part that crosses no line of an area lies in it whole or not at all.
    readonly List<Place> _parts = [];

    double _west = double.PositiveInfinity;
    double _south = double.PositiveInfinity;
    double _east = double.NegativeInfinity;
    double _north = double.NegativeInfinity;

    /// <summary>Number of lines; what an intersection costs.</summary>
    public int Size => _segments.Count;

    /// <param name="line">Two places or more; one for a point.</param>
    public void AddLine(IReadOnlyList<Place> line)
    {
        _parts.Add(line[0]);
        AddSegments(line);
    }

    /// <param name="rings">The outer ring and the holes, each closed.</param>
    public void AddPolygon(IReadOnlyList<IReadOnlyList<Place>> rings)
    {
        _parts.Add(rings[0][0]);
        _polygons.Add(new Polygon(rings));
        foreach (var ring in rings)
            AddSegments(ring);
    }

    /// <summary>Whether the two share a point; borders belong to an area.</summary>
    public bool Meets(Geometry other) =>
        _west <= other._east && other._west <= _east && _south <= other._north && other._south <= _north
        && (LinesMeet(other) || _parts.Exists(other.Holds) || other._parts.Exists(Holds));

    bool LinesMeet(Geometry other)
    {
        foreach (var mine in _segments)
        {
            foreach (var theirs in other._segments)
            {
                if (mine.Meets(theirs))
                    return true;
            }
        }
        return false;
    }

    bool Holds(Place place) => _polygons.Exists(polygon => polygon.Holds(place));

    void AddSegments(IReadOnlyList<Place> line)
    {
        for (var i = 0; i < line.Count; i++)
        {
            _west = Math.Min(_west, line[i].Longitude);
            _east = Math.Max(_east, line[i].Longitude);
            _south = Math.Min(_south, line[i].Latitude);
            _north = Math.Max(_north, line[i].Latitude);
            if (i > 0 || line.Count == 1)
                _segments.Add(new Segment(line[Math.Max(0, i - 1)], line[i]));
        }
    }

    sealed class Polygon(IReadOnlyList<IReadOnlyList<Place>> rings)
    {
        /// <summary>Whether a place lies inside, by the number of times a line from it to the east crosses the rings; holes turn it round.</summary>
        public bool Holds(Place place)
        {
            var inside = false;
            foreach (var ring in rings)
            {
                for (var i = 1; i < ring.Count; i++)
                {
                    var (a, b) = (ring[i - 1], ring[i]);
                    if (a.Latitude > place.Latitude != b.Latitude > place.Latitude
                        && place.Longitude < ((b.Longitude - a.Longitude) * (place.Latitude - a.Latitude) / (b.Latitude - a.Latitude)) + a.Longitude)
                        inside = !inside;
                }
            }
            return inside;
        }
    }
}
