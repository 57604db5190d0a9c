namespace OrderSaga.Simulator.Stac.Items;

/// <summary>A box in degrees; west beyond east crosses the antimeridian.</summary>
readonly record struct Rectangle(double West, double South, double East, double North)
{
    /// <param name="numbers">Four, or six of which the third and the last are heights.</param>
    public static Rectangle? Of(double[] numbers) => numbers.Length switch
    {
        4 => new Rectangle(numbers[0], numbers[1], numbers[2], numbers[3]),
        6 => new Rectangle(numbers[0], numbers[1], numbers[3], numbers[4]),
        _ => null,
    };

    /// <summary>The same as boxes that do not cross the antimeridian.</summary>
    public IEnumerable<Rectangle> Halves() => West <= East ? [this] : [this with { East = 180 }, this with { West = -180 }];

    public bool Meets(Rectangle other) =>
        West <= other.East && other.West <= East && South <= other.North && other.South <= North;

    public bool Holds((double X, double Y) place) => place.X >= West && place.X <= East && place.Y >= South && place.Y <= North;

    /// <summary>Whether a straight line touches the box: what the box leaves of it is looked for, side by side (Liang and Barsky).</summary>
    public bool Meets((double X, double Y) from, (double X, double Y) to)
    {
        var (begin, end) = (0.0, 1.0);
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        return Cut(-dx, from.X - West, ref begin, ref end) && Cut(dx, East - from.X, ref begin, ref end)
            && Cut(-dy, from.Y - South, ref begin, ref end) && Cut(dy, North - from.Y, ref begin, ref end);
    }

    static bool Cut(double slope, double room, ref double begin, ref double end)
    {
        if (slope == 0)
            return room >= 0;
        var at = room / slope;
        if (slope < 0)
            begin = Math.Max(begin, at);
        else
            end = Math.Min(end, at);
        return begin <= end;
    }
}
