using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using OrderSaga.Catalogue.Footprints;

namespace OrderSaga.Tests.Catalogue.Footprints;

/// <summary>
/// Whether footprint and box meet, against places sampled in both on a sphere. The reference knows no antimeridian; the footprints are
/// written in every way that items have them.
/// </summary>
public sealed class Any_footprint_and_any_box
{
    static Gen<double> Degrees(double least, double most) => Gen.Choose(0, 1_000_000).Select(part => Math.Round(least + ((most - least) * part / 1_000_000), 4));

    static Gen<SphereBox> Boxes => from west in Degrees(-180, 179.9)
                                   from width in Gen.OneOf(Degrees(0.1, 20), Degrees(1, 200), Gen.Constant(360.0))
                                   from south in Degrees(-89, 80)
                                   from height in Gen.OneOf(Degrees(0.1, 10), Degrees(1, 60))
                                   select new SphereBox(width == 360 ? -180 : west, width, south, Math.Min(89, south + height));

    static Gen<SphereBox> BoxesNear(SphereStar star) => from east in Degrees(-20, 15)
                                                        from north in Degrees(-20, 15)
                                                        from width in Degrees(0.1, 15)
                                                        from height in Degrees(0.1, 15)
                                                        select new SphereBox(Within(star.Longitude + east), width, Math.Max(-89, star.Latitude + north), Math.Min(89, star.Latitude + north + height));

    // Most lie at the antimeridian, where the map has its edge.
    static Gen<SphereStar> Stars => from longitude in Gen.OneOf(Degrees(170, 190), Degrees(-180, 180))
                                    from latitude in Degrees(-60, 60)
                                    from size in Gen.OneOf(Degrees(0.5, 5), Degrees(2, 29))
                                    from reach in Gen.OneOf(Gen.Constant(1.0), Degrees(1, 4))
                                    from corners in Gen.Choose(3, 9).SelectMany(count => Degrees(0.3, 1).ArrayOf(count))
                                    select new SphereStar(longitude, latitude, [.. corners.Select((radius, i) => Corner(radius * size, reach, i, corners.Length))]);

    static (double East, double North) Corner(double radius, double reach, int index, int count)
    {
        var angle = 2 * Math.PI * index / count;
        return (Math.Round(radius * reach * Math.Cos(angle), 4), Math.Round(radius * Math.Sin(angle), 4));
    }

    [Test]
    public void Meet_where_they_do_on_the_sphere()
    {
        var (meet, part) = (0, 0);
        var cases = (from star in Stars from box in Gen.Frequency((1, Boxes), (3, BoxesNear(star))) from writing in Gen.Elements(Enum.GetValues<Writing>()) from turned in Gen.Elements(true, false) select (star, box, writing, turned)).ToArbitrary();
        Prop.ForAll(cases, given =>
        {
            var (star, box, writing, turned) = given;
            var footprint = Footprint.Read(JsonElement.Parse(Write(star, writing, turned)), bbox: null)!;
            var known = Known(star, box);
            if (known is null)
                return;
            _ = known.Value ? meet++ : part++;
            Assert.That(footprint.Fault, Is.Null);
            Assert.That(Asked(box).Meets(footprint), Is.EqualTo(known), $"{Write(star, writing, turned)} and {box.Json()}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        Assert.That((meet, part), Is.EqualTo((Math.Max(meet, 300), Math.Max(part, 300))), "both are tried");
    }

    [Test]
    public void Meet_where_they_do_on_the_sphere_also_when_both_are_boxes()
    {
        var (meet, part) = (0, 0);
        Prop.ForAll((from one in Boxes from other in Boxes from turn in Gen.Elements(-1, 0, 1) select (one, other, turn)).ToArbitrary(), given =>
        {
            var (one, other, turn) = given;
            var west = one.West + (turn * 360);
            var bbox = turn == 0 ? one.Json() : string.Create(CultureInfo.InvariantCulture, $"[{west},{one.South},{west + one.Width},{one.North}]");
            if (west < -500 || west + one.Width > 540)
                return;
            var (near, far) = (one.Points().Min(other.Distance), one.Spacing);
            bool? known = near < -1e-6 || other.Points().Min(one.Distance) < -1e-6 ? true : near > far ? false : null;
            if (known is null)
                return;
            _ = known.Value ? meet++ : part++;
            Assert.That(Asked(other).Meets(Footprint.Read(null, JsonElement.Parse(bbox))), Is.EqualTo(known), $"{bbox} and {other.Json()}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(4000));
        Assert.That((meet, part), Is.EqualTo((Math.Max(meet, 300), Math.Max(part, 300))), "both are tried");
    }

    [Test]
    public void Meet_where_they_do_on_the_sphere_also_round_a_pole()
    {
        var (meet, part) = (0, 0);
        var cases = (from first in Degrees(-180, 180)
                     from latitudes in Gen.Choose(3, 24).SelectMany(count => Degrees(40, 88).ArrayOf(count))
                     from north in Gen.Elements(true, false)
                     from box in Boxes
                     from turned in Gen.Elements(true, false)
                     select (first, latitudes, north, box, turned)).ToArbitrary();
        Prop.ForAll(cases, given =>
        {
            var (first, latitudes, north, box, turned) = given;
            var step = 360.0 / latitudes.Length;
            var ring = latitudes.Select((latitude, i) => (Within(first + (step * i)), north ? latitude : -latitude));
            var known = KnownOfCap(box, north, point => Edge(latitudes, point.EastOf(first) / step));
            if (known is null)
                return;
            _ = known.Value ? meet++ : part++;
            var footprint = Footprint.Read(JsonElement.Parse($$"""{"type":"Polygon","coordinates":[{{Ring(turned ? ring.Reverse() : ring)}}]}"""), null)!;
            Assert.That(footprint.Fault, Is.Null);
            Assert.That(Asked(box).Meets(footprint), Is.EqualTo(known), $"{Ring(ring)} and {box.Json()}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        Assert.That((meet, part), Is.EqualTo((Math.Max(meet, 300), Math.Max(part, 300))), "both are tried");
    }

    enum Writing
    {
        /// <summary>Longitudes of -180 to 180, not cut.</summary>
        Uncut,

        /// <summary>Longitudes run on beyond the edge.</summary>
        RunningOn,

        /// <summary>The same a turn further west.</summary>
        TurnWest,

        /// <summary>Cut at the antimeridian (RFC 7946, 3.1.9).</summary>
        Cut,
    }

    static Area Asked(SphereBox box) => Area.Of(Box.Read(JsonElement.Parse(box.Json()), "bbox", [])!);

    /// <summary>Null where the samples are too coarse to say.</summary>
    static bool? Known(SphereStar star, SphereBox box)
    {
        var nearest = star.Points().Min(box.Distance);
        if (nearest < -1e-6 || box.Points().Any(star.Holds))
            return true;
        return nearest > star.Spacing ? false : null;
    }

    static bool? KnownOfCap(SphereBox box, bool north, Func<SpherePoint, double> edge)
    {
        // How far inside the cap; the box's own poleward side is where it is deepest.
        var depths = box.Points().Select(point => (north ? point.Latitude : -point.Latitude) - edge(point)).ToList();
        const double steepest = 50.0 / (360.0 / 24);
        var doubt = (steepest * box.Spacing) + 1e-6;
        return depths.Max() > 1e-6 ? true : depths.Max() < -doubt ? false : null;
    }

    static double Edge(double[] latitudes, double at)
    {
        var index = (int)Math.Floor(at) % latitudes.Length;
        var part = at - Math.Floor(at);
        return (latitudes[index] * (1 - part)) + (latitudes[(index + 1) % latitudes.Length] * part);
    }

    static string Write(SphereStar star, Writing writing, bool turned)
    {
        var corners = star.Corners.Select(corner => (X: Math.Round(star.Longitude + corner.East, 4), Y: Math.Round(star.Latitude + corner.North, 4))).ToArray();
        if (turned)
            Array.Reverse(corners);
        return writing switch
        {
            Writing.Uncut => Polygon(corners.Select(corner => (Within(corner.X), corner.Y))),
            Writing.TurnWest when corners.All(corner => corner.X >= -180) => Polygon(corners.Select(corner => (corner.X - 360, corner.Y))),
            Writing.Cut => Cut(corners),
            _ => Polygon(corners),
        };
    }

    static string Cut((double X, double Y)[] corners)
    {
        // The part of each turn, moved into the first one.
        var parts = new[] { -1, 0, 1 }.Select(turn => Clip(Clip(corners, -180 + (360 * turn), keepsEast: true), 180 + (360 * turn), keepsEast: false)
            .Select(corner => (X: corner.X - (360 * turn), corner.Y)).ToList());
        return $$"""{"type":"MultiPolygon","coordinates":[{{string.Join(',', parts.Where(part => part.Distinct().Count() > 2).Select(part => $"[{Ring(part)}]"))}}]}""";
    }

    static IEnumerable<(double X, double Y)> Clip(IEnumerable<(double X, double Y)> corners, double edge, bool keepsEast)
    {
        var ring = corners.ToArray();
        for (var i = 0; i < ring.Length; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Length]);
            var (isIn, nextIsIn) = (a.X >= edge == keepsEast || a.X == edge, b.X >= edge == keepsEast || b.X == edge);
            if (isIn)
                yield return a;
            if (isIn != nextIsIn)
                yield return (edge, a.Y + ((b.Y - a.Y) * (edge - a.X) / (b.X - a.X)));
        }
    }

    static double Within(double longitude) => Math.Round(longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude, 4);

    static string Polygon(IEnumerable<(double X, double Y)> corners) => $$"""{"type":"Polygon","coordinates":[{{Ring(corners)}}]}""";

    static string Ring(IEnumerable<(double X, double Y)> corners)
    {
        var ring = corners.ToList();
        return $"[{string.Join(',', ring.Append(ring[0]).Select(corner => string.Create(CultureInfo.InvariantCulture, $"[{corner.X},{corner.Y}]")))}]";
    }
}
