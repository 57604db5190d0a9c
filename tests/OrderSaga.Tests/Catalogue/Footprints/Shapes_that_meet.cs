using System.Text.Json;
using NUnit.Framework;
using OrderSaga.Catalogue.Footprints;

namespace OrderSaga.Tests.Catalogue.Footprints;

public sealed class Shapes_that_meet
{
    const string Square = """{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]}""";
    const string Ring = """{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[2,2],[8,2],[8,8],[2,8],[2,2]]]}""";
    const string Hook = """{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[8,10],[8,2],[0,2],[0,0]]]}""";

    [TestCase(Square, """{"type":"Point","coordinates":[5,5]}""", true)]
    [TestCase(Square, """{"type":"Point","coordinates":[10,5]}""", true, Description = "on the border")]
    [TestCase(Square, """{"type":"Point","coordinates":[10,10,300]}""", true, Description = "on a corner, with a height")]
    [TestCase(Square, """{"type":"Point","coordinates":[10.0001,5]}""", false)]
    [TestCase(Square, """{"type":"MultiPoint","coordinates":[[50,50],[5,5]]}""", true)]
    [TestCase(Square, """{"type":"LineString","coordinates":[[-5,5],[15,5]]}""", true, Description = "through it")]
    [TestCase(Square, """{"type":"LineString","coordinates":[[1,1],[2,2]]}""", true, Description = "inside")]
    [TestCase(Square, """{"type":"LineString","coordinates":[[-5,8],[8,21]]}""", false, Description = "past a corner")]
    [TestCase(Square, """{"type":"LineString","coordinates":[[-1,9],[1,11]]}""", true, Description = "touching a corner")]
    [TestCase(Square, """{"type":"MultiLineString","coordinates":[[[20,20],[30,30]],[[0,-1],[0,1]]]}""", true)]
    [TestCase(Square, """{"type":"Polygon","coordinates":[[[2,2],[3,2],[3,3],[2,2]]]}""", true, Description = "one within the other")]
    [TestCase(Square, """{"type":"Polygon","coordinates":[[[-90,-80],[90,-80],[90,80],[-90,80],[-90,-80]]]}""", true)]
    [TestCase(Square, """{"type":"Polygon","coordinates":[[[10,0],[20,0],[20,10],[10,10],[10,0]]]}""", true, Description = "a common border")]
    [TestCase(Square, """{"type":"Polygon","coordinates":[[[11,0],[20,0],[20,10],[11,0]]]}""", false)]
    [TestCase(Ring, """{"type":"Point","coordinates":[5,5]}""", false, Description = "in the hole")]
    [TestCase(Ring, """{"type":"Point","coordinates":[1,1]}""", true)]
    [TestCase(Ring, """{"type":"Point","coordinates":[2,5]}""", true, Description = "on the hole's border")]
    [TestCase(Ring, """{"type":"Polygon","coordinates":[[[3,3],[7,3],[7,7],[3,3]]]}""", false, Description = "all in the hole")]
    [TestCase(Hook, """{"type":"Polygon","coordinates":[[[1,4],[6,4],[6,9],[1,4]]]}""", false, Description = "in its crook")]
    [TestCase(Hook, """{"type":"Polygon","coordinates":[[[1,4],[9,4],[6,9],[1,4]]]}""", true)]
    [TestCase(Square, """{"type":"MultiPolygon","coordinates":[[[[50,50],[60,50],[60,60],[50,50]]],[[[9,9],[12,9],[12,12],[9,9]]]]}""", true)]
    [TestCase(Square, """{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[50,50]},{"type":"Point","coordinates":[1,1]}]}""", true)]
    public void Share_a_point(string one, string other, bool meet)
    {
        Assert.That(Asked(one).Meets(Given(other)), Is.EqualTo(meet));
        Assert.That(Asked(other).Meets(Given(one)), Is.EqualTo(meet));
    }

    static Area Asked(string geoJson) => Area.Read(JsonElement.Parse(geoJson), "filter", [])!;

    static Footprint Given(string geoJson) => Footprint.Read(JsonElement.Parse(geoJson), bbox: null)!;
}
