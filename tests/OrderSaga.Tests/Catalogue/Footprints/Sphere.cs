using System.Globalization;

namespace OrderSaga.Tests.Catalogue.Footprints;

/// <summary>A place on the unit sphere; it has no turns, no edges and no names for one meridian but one.</summary>
readonly record struct SpherePoint(double X, double Y, double Z)
{
    public static SpherePoint Of(double longitude, double latitude)
    {
        var (east, north) = (double.DegreesToRadians(longitude), double.DegreesToRadians(latitude));
        return new SpherePoint(Math.Cos(north) * Math.Cos(east), Math.Cos(north) * Math.Sin(east), Math.Sin(north));
    }

    public double Latitude => double.RadiansToDegrees(Math.Asin(Math.Clamp(Z, -1, 1)));

    /// <summary>Degrees eastwards from a meridian, 0 to below 360.</summary>
    public double EastOf(double meridian)
    {
        var degrees = (double.RadiansToDegrees(Math.Atan2(Y, X)) - meridian) % 360;
        return degrees < 0 ? degrees + 360 : degrees;
    }
}

/// <summary>A box as it is drawn on a globe: from its west so many degrees eastwards.</summary>
sealed record SphereBox(double West, double Width, double South, double North)
{
    const int Steps = 16;

    /// <summary>No place of it is farther from one of <see cref="Points"/>, in degrees either way.</summary>
    public double Spacing => Math.Max(Width, North - South) / Steps;

    public IEnumerable<SpherePoint> Points()
    {
        foreach (var (i, j) in from i in Enumerable.Range(0, Steps + 1) from j in Enumerable.Range(0, Steps + 1) select (i, j))
            yield return SpherePoint.Of(West + (Width * i / Steps), South + ((North - South) * j / Steps));
    }

    /// <summary>How far a place is from the box, in degrees of longitude and latitude; below zero for one that is well inside.</summary>
    public double Distance(SpherePoint point)
    {
        var east = point.EastOf(West);
        var outside = east <= Width ? -Math.Min(east, Width - east) : Math.Min(east - Width, 360 - east);
        return Math.Max(outside, Math.Max(South - point.Latitude, point.Latitude - North));
    }

    /// <summary>As a bbox: west beyond east where it crosses the antimeridian.</summary>
    public string Json()
    {
        var east = West + Width;
        return string.Create(CultureInfo.InvariantCulture, $"[{West},{South},{(east > 180 ? east - 360 : east)},{North}]");
    }
}

/// <summary>A footprint that is seen whole from its middle, its corners given from there.</summary>
sealed record SphereStar(double Longitude, double Latitude, (double East, double North)[] Corners)
{
    const int Steps = 12;

    /// <summary>No place of it is farther from one of <see cref="Points"/>, in degrees.</summary>
    public double Spacing => Sides().Max(side => new[] { Length(side.A), Length(side.B), Length((side.A.East - side.B.East, side.A.North - side.B.North)) }.Max()) / Steps;

    public IEnumerable<SpherePoint> Points() =>
        from side in Sides()
        from i in Enumerable.Range(0, Steps + 1)
        from j in Enumerable.Range(0, Steps + 1 - i)
        select SpherePoint.Of(
            Longitude + (((side.A.East * i) + (side.B.East * j)) / Steps), Latitude + (((side.A.North * i) + (side.B.North * j)) / Steps));

    /// <summary>Whether a place is well inside: in the triangle of the middle and one side.</summary>
    public bool Holds(SpherePoint point)
    {
        var east = point.EastOf(Longitude);
        var (x, y) = (east > 180 ? east - 360 : east, point.Latitude - Latitude);
        return Sides().Any(side =>
        {
            var whole = Cross(side.A, side.B);
            var (a, b) = (Cross((x, y), side.B) / whole, Cross(side.A, (x, y)) / whole);
            return a > 1e-6 && b > 1e-6 && a + b < 1 - 1e-6;
        });
    }

    IEnumerable<((double East, double North) A, (double East, double North) B)> Sides() =>
        Corners.Select((corner, i) => (corner, Corners[(i + 1) % Corners.Length]));

    static double Cross((double East, double North) a, (double East, double North) b) => (a.East * b.North) - (a.North * b.East);

    static double Length((double East, double North) a) => Math.Sqrt((a.East * a.East) + (a.North * a.North));
}
