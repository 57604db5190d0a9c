using System.Text.Json;
using NUnit.Framework;
using OrderSaga.Catalogue.Footprints;
using OrderSaga.Contracts;

namespace OrderSaga.Tests.Catalogue.Footprints;

/// <summary>What lies at an edge of the map is read as a person reads it on a globe.</summary>
public sealed class Footprints_on_a_globe
{
    const string FijiUncut = """{"type":"Polygon","coordinates":[[[179.27,-18],[-178.11,-18],[-178.11,-16],[179.27,-16],[179.27,-18]]]}""";
    const string FijiBeyond = """{"type":"Polygon","coordinates":[[[-180.73,-18],[-178.11,-18],[-178.11,-16],[-180.73,-16],[-180.73,-18]]]}""";
    const string FijiEastwards = """{"type":"Polygon","coordinates":[[[179.27,-18],[181.89,-18],[181.89,-16],[179.27,-16],[179.27,-18]]]}""";
    const string FijiCut = """{"type":"MultiPolygon","coordinates":[[[[179.27,-18],[180,-18],[180,-16],[179.27,-16],[179.27,-18]]],[[[-180,-18],[-178.11,-18],[-178.11,-16],[-180,-16],[-180,-18]]]]}""";
    const string FijiByBothNamesOfTheLine = """{"type":"Polygon","coordinates":[[[179.27,-18],[180,-18],[-180,-18],[-178.11,-18],[-178.11,-16],[-180,-16],[180,-16],[179.27,-16],[179.27,-18]]]}""";
    const string FijiFromZero = """{"type":"Polygon","coordinates":[[[179.27,-18],[181.89,-18],[181.89,-16],[179.27,-16],[179.27,-18]]]}""";

    [Test]
    public void Are_the_same_however_they_are_written(
        [Values(FijiUncut, FijiBeyond, FijiEastwards, FijiCut, FijiByBothNamesOfTheLine, FijiFromZero)] string fiji)
    {
        foreach (var (box, meets) in new[]
        {
            ("[178,-45,-178,45]", true), ("[179.9,-17,180,-16.5]", true), ("[-180,-17,-179.9,-16.5]", true), ("[-178.11,-17,-170,-16]", true), ("[170,-17,179.27,-16]", true),
            ("[133,-25,134,-24]", false), ("[-10,-18,10,-16]", false), ("[-178.1,-17,-170,-16]", false), ("[170,-17,179.26,-16]", false), ("[178,-15.9,-178,45]", false),
            ("[-180,-90,180,90]", true),
        })
            Assert.That(Box(box).Meets(Read(fiji)), Is.EqualTo(meets), box);
    }

    [TestCase("""{"type":"Point","coordinates":[180,5]}""", "[-180,0,-179,10]", true, Description = "one meridian, two names")]
    [TestCase("""{"type":"Point","coordinates":[-180,5]}""", "[179,0,180,10]", true)]
    [TestCase("""{"type":"Point","coordinates":[-180.67,5]}""", "[179,0,180,10]", true)]
    [TestCase("""{"type":"Point","coordinates":[359,5]}""", "[-2,0,0,10]", true)]
    [TestCase("""{"type":"MultiPoint","coordinates":[[179,5],[-179,5]]}""", "[-100,0,100,10]", false, Description = "points have nothing between them")]
    [TestCase("""{"type":"LineString","coordinates":[[179,0],[-179,2]]}""", "[179.9,0,-179.9,3]", true)]
    [TestCase("""{"type":"LineString","coordinates":[[179,0],[-179,2]]}""", "[-10,0,10,3]", false)]
    [TestCase("""{"type":"LineString","coordinates":[[-180,0],[180,0]]}""", "[10,-1,20,1]", true, Description = "the equator")]
    [TestCase("""{"type":"LineString","coordinates":[[179,0],[180,0],[-180,0],[-179,0]]}""", "[10,-1,20,1]", false)]
    [TestCase("""{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}""", "[10,10,20,20]", true, Description = "the map")]
    [TestCase("""{"type":"Polygon","coordinates":[[[-179.875,-89.875],[179.875,-89.875],[179.875,89.875],[-179.875,89.875],[-179.875,-89.875]]]}""", "[10,10,20,20]", true, Description = "nearly the map")]
    [TestCase("""{"type":"Polygon","coordinates":[[[-180.125,-90.125],[179.875,-90.125],[179.875,90.125],[-180.125,90.125],[-180.125,-90.125]]]}""", "[10,10,20,20]", true, Description = "a little more than the map")]
    [TestCase("""{"type":"Polygon","coordinates":[[[-180,-10],[180,-10],[180,10],[-180,10],[-180,-10]]]}""", "[100,9,110,20]", true, Description = "a belt")]
    [TestCase("""{"type":"Polygon","coordinates":[[[-180,-10],[180,-10],[180,10],[-180,10],[-180,-10]]]}""", "[100,11,110,20]", false)]
    [TestCase("""{"type":"Polygon","coordinates":[[[-170,70],[-80,72],[10,70],[100,72],[170,70],[-170,70]]]}""", "[-40,80,-30,85]", true, Description = "round the pole and over it")]
    [TestCase("""{"type":"Polygon","coordinates":[[[-170,70],[-80,72],[10,70],[100,72],[170,70],[-170,70]]]}""", "[-40,60,-30,69]", false)]
    [TestCase("""{"type":"Polygon","coordinates":[[[170,-70],[100,-72],[10,-70],[-80,-72],[-170,-70],[170,-70]]]}""", "[-40,-90,-30,-85]", true)]
    [TestCase("""{"type":"Polygon","coordinates":[[[-180,60],[-90,60],[0,60],[90,60],[180,60],[180,90],[-180,90],[-180,60]]]}""", "[-40,80,-30,85]", true, Description = "a cap as the map has it")]
    [TestCase("""{"type":"Polygon","coordinates":[[[-170,60],[-80,60],[10,60],[100,60],[170,60],[-170,60]],[[-170,80],[-80,80],[10,80],[100,80],[170,80],[-170,80]]]}""", "[175,85,-175,90]", false, Description = "a hole round the pole")]
    [TestCase("""{"type":"Polygon","coordinates":[[[-170,60],[-80,60],[10,60],[100,60],[170,60],[-170,60]],[[-170,80],[-80,80],[10,80],[100,80],[170,80],[-170,80]]]}""", "[175,70,-175,75]", true)]
    [TestCase("""{"type":"Polygon","coordinates":[[[170,-10],[-170,-10],[-170,10],[170,10],[170,-10]],[[179,-5],[-179,-5],[-179,5],[179,5],[179,-5]]]}""", "[179.5,-1,-179.5,1]", false, Description = "a hole on the line")]
    [TestCase("""{"type":"Polygon","coordinates":[[[170,-10],[190,-10],[190,10],[170,10],[170,-10]],[[-181,-5],[-179,-5],[-179,5],[-181,5],[-181,-5]]]}""", "[179.5,-1,-179.5,1]", false, Description = "a hole that is written in another turn")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,80],[10,80],[10,90],[0,90],[0,80]]]}""", "[100,85,110,90]", true, Description = "the pole is one point")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,80],[10,80],[10,89],[0,89],[0,80]]]}""", "[100,85,110,90]", false)]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[10,10],[10,0],[0,10],[0,0]]]}""", "[1,2,2,8]", true, Description = "a bow tie")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[10,10],[0,0],[0,0]]]}""", "[4,4,6,6]", true, Description = "a ring without an inside is a line")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0,1,9],[10,0,1,9],[10,10,1,9],[0,0,1,9]]]}""", "[8,2,9,3]", true, Description = "positions of four numbers")]
    [TestCase("""{"type":"Point","coordinates":[5,90.4]}""", "[100,89,110,90]", true, Description = "a grid's corner beyond the pole")]
    public void Meet_boxes(string geometry, string box, bool meets)
    {
        var footprint = Read(geometry);

        Assert.That(footprint.Fault, Is.Null);
        Assert.That(Box(box).Meets(footprint), Is.EqualTo(meets));
    }

    [TestCase("[-180.67,-20,-179,-10]", "[179.5,-15,179.6,-14]", true)]
    [TestCase("[-180.67,-20,-179,-10]", "[178,-45,-178,45]", true)]
    [TestCase("[179,-20,-179,-10]", "[133,-25,134,-14]", false)]
    [TestCase("[179,-20,181,-10]", "[-180,-15,-179.5,-14]", true)]
    [TestCase("[359,-20,1,-10]", "[-0.5,-15,0.5,-14]", true)]
    [TestCase("[0,-90,360,90]", "[-100,-15,-99,-14]", true)]
    [TestCase("[-180,-90,-100,180,90,100]", "[-100,-15,-99,-14]", true)]
    [TestCase("[10,10,10,10]", "[10,10,10,10]", true)]
    [TestCase("[180,0,180,0]", "[-180,-1,-179,1]", true)]
    [TestCase("[-5,0,5,90.3]", "[-5,89,5,90]", true)]
    public void Are_boxes_where_there_is_no_geometry(string bbox, string box, bool meets)
    {
        var footprint = Footprint.Read(geometry: null, JsonElement.Parse(bbox))!;

        Assert.That(footprint.Fault, Is.Null);
        Assert.That(Box(box).Meets(footprint), Is.EqualTo(meets));
    }

    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""", "geometry.coordinates[0] [0,1]: must be closed: its last position must equal its first")]
    [TestCase("""{"type":"Polygon","coordinates":[]}""", "must hold a position")]
    [TestCase("""{"type":"Polygon"}""", "must hold a position")]
    [TestCase("""{"type":"GeometryCollection","geometries":[]}""", "must hold a position")]
    [TestCase("""{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"MultiPoint","coordinates":[]}]}""", "must hold a position in each part")]
    [TestCase("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[]]}""", "geometry.coordinates[1] []: must be an array of at least 1 entry")]
    [TestCase("""{"type":"Point","coordinates":["0",0]}""", "geometry.coordinates [\"0\",0]: must be an array of longitude, latitude")]
    [TestCase("""{"type":"Point","coordinates":[0]}""", "geometry.coordinates [0]: must be an array of longitude, latitude")]
    [TestCase("""{"type":"Point","coordinates":[1e999,0]}""", "must have longitudes of -180 to 180 degrees")]
    [TestCase("""{"type":"Point","coordinates":[45,-122]}""", "[45,-122] must have latitudes of -90 to 90 degrees")]
    [TestCase("""{"type":"Point","coordinates":[4500000,1]}""", "[4500000,1] must have longitudes of -180 to 180 degrees")]
    [TestCase("""{"type":"LineString","coordinates":[[1,1]]}""", "geometry.coordinates [[1,1]]: must be an array of at least 2 entries")]
    [TestCase("""{"type":"Circle","coordinates":[1,1]}""", "geometry.type Circle: must be one of GeometryCollection")]
    [TestCase("""{"type":"\ud800","coordinates":[1,1]}""", "geometry")]
    [TestCase("[1,2]", "geometry [1,2]: must be a GeoJSON geometry")]
    [TestCase("7", "geometry 7: must be a GeoJSON geometry")]
    [TestCase("\"POINT(1 2)\"", "geometry POINT(1 2): must be a GeoJSON geometry")]
    public void Are_their_boxes_where_the_geometry_can_not_be_read_and_say_so(string geometry, string fault)
    {
        var boxed = Footprint.Read(JsonElement.Parse(geometry), JsonElement.Parse("[10,10,12,12]"))!;
        var unboxed = Footprint.Read(JsonElement.Parse(geometry), bbox: null)!;
        var broken = Footprint.Read(JsonElement.Parse(geometry), JsonElement.Parse("[10,10,12]"))!;

        Assert.That(boxed.Fault, Does.StartWith("geometry").And.Contains(fault).And.EndsWith("; its bbox is taken"));
        Assert.That(Box("[11,11,20,20]").Meets(boxed), Is.True);
        Assert.That(Box("[13,13,20,20]").Meets(boxed), Is.False);
        foreach (var lost in new[] { unboxed, broken })
        {
            Assert.That(lost.Fault, Does.Contain(fault).And.EndsWith("; it is found by no area"));
            Assert.That(Box("[-180,-90,180,90]").Meets(lost), Is.Null);
        }
    }

    [TestCase("[1,2,3]", "must be an array of 4 or 6 numbers")]
    [TestCase("[10,12,12,10]", "must have its south not beyond its north")]
    [TestCase("[1000,1,1001,2]", "must have longitudes of -180 to 180 degrees")]
    [TestCase("[1,-100,2,2]", "must have latitudes of -90 to 90 degrees")]
    public void Say_when_a_box_alone_can_not_be_read(string bbox, string rule) =>
        Assert.That(Footprint.Read(geometry: null, JsonElement.Parse(bbox))!.Fault, Is.EqualTo($"bbox {bbox}: {rule}{(rule.EndsWith("numbers", StringComparison.Ordinal) ? ": west, south, east, north, or west, south, low, east, north, high" : "")}; it is found by no area"));

    [Test]
    public void Are_none_of_an_item_that_has_neither() => Assert.That(Footprint.Read(null, null), Is.Null);

    [Test]
    public void Say_when_their_box_is_on_the_other_side_of_the_globe()
    {
        var footprint = Footprint.Read(JsonElement.Parse(FijiUncut), JsonElement.Parse("[-178.11,-18,179.27,-16]"))!;

        Assert.That(footprint.Fault, Is.EqualTo("bbox [-178.11,-18,179.27,-16]: must have its west beyond its east, as the geometry crosses the antimeridian; the geometry is taken"));
        Assert.That(Box("[133,-25,134,-14]").Meets(footprint), Is.False);
        Assert.That(Footprint.Read(JsonElement.Parse(FijiUncut), JsonElement.Parse("[179.27,-18,-178.11,-16]"))!.Fault, Is.Null);
        Assert.That(Footprint.Read(JsonElement.Parse(FijiCut), JsonElement.Parse("[-180,-18,180,-16]"))!.Fault, Is.Null);
    }

    [Test]
    public void Tell_a_pole_by_their_box()
    {
        const string equator = """{"type":"Polygon","coordinates":[[[-170,1],[-80,-1],[10,1],[100,-1],[170,1],[-170,1]]]}""";

        Assert.That(Box("[0,-90,10,-80]").Meets(Footprint.Read(JsonElement.Parse(equator), JsonElement.Parse("[-180,-90,180,1]"))), Is.True);
        Assert.That(Box("[0,80,10,90]").Meets(Footprint.Read(JsonElement.Parse(equator), JsonElement.Parse("[-180,-90,180,1]"))), Is.False);
    }

    [Test]
    public void Are_cut_for_a_catalogue_that_reads_a_map()
    {
        var area = Area.Read(JsonElement.Parse(FijiUncut), "filter", [])!;

        Assert.That(area.GeoJson.ToString(), Does.StartWith("{\"type\":\"MultiPolygon\"").And.Contains("[180,").And.Contains("[-180,").And.Contains("-178.11").And.Not.Contains("181.89"));
        Assert.That(area.Meets(Read(FijiCut)), Is.True);
        Assert.That(Area.Read(JsonElement.Parse(FijiCut), "filter", [])!.GeoJson.ToString(), Is.EqualTo(FijiCut));
    }

    static Footprint Read(string geometry) => Footprint.Read(JsonElement.Parse(geometry), bbox: null)!;

    static Area Box(string box) => Area.Of(OrderSaga.Catalogue.Footprints.Box.Read(JsonElement.Parse(box), "bbox", new FoundFaults())!);
}
