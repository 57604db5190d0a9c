using NetTopologySuite.Geometries;

namespace OrderSaga.Catalogue.Footprints;

/// <summary>
/// Degrees on the globe: a meridian has a name in each turn (-181 and 179 are one), and beyond a pole there is nothing. A shape lies on it
/// without a cut, its longitudes running on beyond 180, so that its west is from -180 to below 180.
/// </summary>
static class Globe
{
    public const double Turn = 360;

    const double FarthestLongitude = 540;

    // Grids whose places are the middle of their cells have corners beyond the pole.
    const double FarthestLatitude = 91;
    const double Pole = 90;

    // A tenth of a millimetre: what one turn adds and another takes away is the same place again.
    const int Digits = 9;

    public static GeometryFactory Shapes { get; } = new();

    public static double Round(double longitude) => Math.Round(longitude, Digits);

    public static double Latitude(double latitude) => Math.Clamp(latitude, -Pole, Pole);

    /// <summary>The rule that a place of an item breaks, or null.</summary>
    public static string? RuleOf(double longitude, double latitude) => (Math.Abs(longitude), Math.Abs(latitude)) switch
    {
        ( <= FarthestLongitude, <= FarthestLatitude) => null,
        ( <= FarthestLongitude, _) => "must have latitudes of -90 to 90 degrees",
        _ => "must have longitudes of -180 to 180 degrees",
    };

    /// <summary>The shape moved by whole turns so that its west is from -180 to below 180.</summary>
    public static Geometry Settled(Geometry shape) => Turned(shape, -(int)Math.Floor((shape.EnvelopeInternal.MinX + 180) / Turn));

    public static Geometry Turned(Geometry shape, int turns)
    {
        if (turns == 0)
            return shape;
        var turned = shape.Copy();
        turned.Apply(new Shift(turns * Turn));
        return turned;
    }

    public static bool IsAtNorthPole(Geometry shape) => shape.EnvelopeInternal.MaxY >= Pole;

    public static bool IsAtSouthPole(Geometry shape) => shape.EnvelopeInternal.MinY <= -Pole;

    sealed class Shift(double degrees) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence places, int index) => places.SetX(index, Round(places.GetX(index) + degrees));
    }
}
