using NUnit.Framework;

namespace OrderSaga.Tests.Regards;

public sealed class Properties_and_geometry_of_a_patch
{
    [TestCase("""{}""")]
    [TestCase("""{"grade":null}""")]
    [TestCase("""{"a":1,"b":true,"c":"x","d":[1,2,null],"e":{"f":["x"],"g":null}}""")]
    [TestCase("""{"ice":{"season":{"lowerBound":"2026-01-01T00:00:00Z","upperBound":"2026-04-01T00:00:00Z"},"depth":{"gte":1,"lte":2}}}""")]
    [TestCase("""{"emoji":"\ud83d\ude80"}""")]
    public void Properties_have_attributes_and_groups(string properties)
    {
        Samples.Read($$"""{"properties":{{properties}}}""", out var faults);

        Assert.That(faults, Is.Empty);
    }

    [TestCase("""[]""", "", "object")]
    [TestCase("""3""", "", "object")]
    [TestCase("""{"a":{"b":{"c":1}}}""", ".a.b", "two levels")]
    [TestCase("""{"a":{"b":{}}}""", ".a.b", "two levels")]
    [TestCase("""{"a":{"b":{"lowerBound":{}}}}""", ".a.b", "two levels")]
    [TestCase("""{"a":[{"b":1}]}""", ".a", "plain values")]
    [TestCase("""{"a":{"b":[[1]]}}""", ".a.b", "plain values")]
    [TestCase("""{"":1}""", ".", "name")]
    [TestCase("""{"a":"x\u0000"}""", ".a", "NUL")]
    [TestCase("""{"a":{"b":["ok","x\udc00"]}}""", ".a.b[1]", "surrogate")]
    [TestCase("""{"a\u0000":1}""", ".a\uFFFD", "name")]
    [TestCase("""{"\ud800":1}""", ".\uFFFD", "name")]
    [TestCase("""{"a":1e999}""", ".a", "number")]
    [TestCase("""{"a":[0,-1e400]}""", ".a[1]", "number")]
    [TestCase("""{"a":1,"a":2}""", ".a", "twice")]
    public void Properties_are_refused(string properties, string field, string rule)
    {
        var content = Samples.Read($$"""{"properties":{{properties}}}""", out var faults);

        Assert.That(content, Is.Null);
        Assert.That(faults.Single().Field, Is.EqualTo("patch.properties" + field));
        Assert.That(faults.Single().Rule, Does.Contain(rule));
    }

    [TestCase("""{"type":"Point","coordinates":[-180,90,12.5]}""")]
    [TestCase("""{"type":"Point","coordinates":[1,2],"bbox":[1,2,1,2],"crs":"EPSG:4326"}""")]
    [TestCase("""{"type":"MultiPoint","coordinates":[[1,2]]}""")]
    [TestCase("""{"type":"LineString","coordinates":[[1,2],[3,4]]}""")]
    [TestCase("""{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}""")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0.0]],[[1,1],[2,1],[2,2],[1,1]]]}""")]
    [TestCase("""{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]]]]}""")]
    [TestCase("""{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}]}""")]
    public void A_geometry_is_GeoJSON(string geometry)
    {
        Samples.Read($$"""{"geometry":{{geometry}}}""", out var faults);

        Assert.That(faults, Is.Empty);
    }

    [TestCase("""[1,2]""", "", "GeoJSON")]
    [TestCase("""{"coordinates":[1,2]}""", ".type", "required")]
    [TestCase("""{"type":null,"coordinates":[1,2]}""", ".type", "one of")]
    [TestCase("""{"type":"point","coordinates":[1,2]}""", ".type", "one of")]
    [TestCase("""{"type":"Feature","geometry":null}""", ".type", "one of")]
    [TestCase("""{"type":"Point"}""", ".coordinates", "required")]
    [TestCase("""{"type":"Point","coordinates":[1]}""", ".coordinates", "longitude")]
    [TestCase("""{"type":"Point","coordinates":[1,2,3,4]}""", ".coordinates", "longitude")]
    [TestCase("""{"type":"Point","coordinates":["1","2"]}""", ".coordinates", "numbers")]
    [TestCase("""{"type":"Point","coordinates":[180.1,2]}""", ".coordinates", "-180")]
    [TestCase("""{"type":"Point","coordinates":[1,-90.5]}""", ".coordinates", "-90")]
    [TestCase("""{"type":"Point","coordinates":[1,2,1e999]}""", ".coordinates[2]", "number")]
    [TestCase("""{"type":"MultiPoint","coordinates":[]}""", ".coordinates", "at least 1")]
    [TestCase("""{"type":"MultiPoint","coordinates":[[1,2],[1,99]]}""", ".coordinates[1]", "latitude")]
    [TestCase("""{"type":"LineString","coordinates":[[1,2]]}""", ".coordinates", "at least 2")]
    [TestCase("""{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[1,2]]]}""", ".coordinates[1]", "at least 2")]
    [TestCase("""{"type":"Polygon","coordinates":[]}""", ".coordinates", "at least 1")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[4,0],[0,0]]]}""", ".coordinates[0]", "at least 4")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,1]]]}""", ".coordinates[0]", "closed")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0,9]]]}""", ".coordinates[0]", "closed")]
    [TestCase("""{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,1]]]]}""", ".coordinates[0][0]", "closed")]
    [TestCase("""{"type":"GeometryCollection"}""", ".geometries", "required")]
    [TestCase("""{"type":"GeometryCollection","geometries":[]}""", ".geometries", "at least 1")]
    [TestCase("""{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[200,0]}]}""", ".geometries[0].coordinates", "-180")]
    [TestCase("""{"type":"GeometryCollection","geometries":[7]}""", ".geometries[0]", "GeoJSON")]
    [TestCase("""{"type":"Point","coordinates":[1,2],"bbox":"all"}""", ".bbox", "numbers")]
    [TestCase("""{"type":"Point","coordinates":[1,2],"crs":{"type":"name"}}""", ".crs", "text")]
    [TestCase("""{"type":"\ud800","coordinates":[1,2]}""", ".type", "surrogate")]
    public void A_geometry_is_refused(string geometry, string field, string rule)
    {
        var content = Samples.Read($$"""{"geometry":{{geometry}}}""", out var faults);

        Assert.That(content, Is.Null);
        Assert.That(faults.Single().Field, Is.EqualTo("patch.geometry" + field));
        Assert.That(faults.Single().Rule, Does.Contain(rule));
    }
}
