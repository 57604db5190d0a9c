using System.Text.Json;
using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;

namespace OrderSaga.Tests.Catalogue.Searches;

public sealed class Reading_a_query
{
    static readonly FileCatalogue Anything = CatalogueFiles.Catalogue(path: null);

    [TestCase("""{"collections":[]}""", "collections", "[]", "must be an array of 1 to 100 collection ids")]
    [TestCase("""{"collections":"s1"}""", "collections", "s1", "must be an array of 1 to 100 collection ids")]
    [TestCase("""{"collections":["s1",7]}""", "collections[1]", "7", "must be a collection's id of 1 to 256 printable characters")]
    [TestCase("""{"collections":[" "]}""", "collections[0]", " ", "must be a collection's id of 1 to 256 printable characters")]
    [TestCase("""{"filter":{"op":"t_during","args":[{"property":"datetime"},{"interval":["\ud800",".."]}]}}""", "filter.args[1].interval[0]", "\"\\ud800\"", "must be a text, a number")]
    [TestCase("""{"datetime":7}""", "datetime", "7", "must be a text")]
    [TestCase("""{"datetime":"2024-01-01"}""", "datetime", "2024-01-01", "must be an RFC 3339 date-time with an offset, or an interval")]
    [TestCase("""{"datetime":"2024-01-01T00:00:00"}""", "datetime", "2024-01-01T00:00:00", "must be an RFC 3339 date-time with an offset, or an interval")]
    [TestCase("""{"datetime":"2024-13-01T00:00:00Z"}""", "datetime", "2024-13-01T00:00:00Z", "must be an RFC 3339 date-time with an offset, or an interval")]
    [TestCase("""{"datetime":"../.."}""", "datetime", "../..", "must not be open at both ends")]
    [TestCase("""{"datetime":"/"}""", "datetime", "/", "must not be open at both ends")]
    [TestCase("""{"datetime":"2024-02-01T00:00:00Z/2024-01-01T00:00:00Z"}""", "datetime", "2024-02-01T00:00:00Z/2024-01-01T00:00:00Z", "must not end before it begins")]
    [TestCase("""{"datetime":"a/b/c"}""", "datetime", "a/b/c", "must be an RFC 3339 date-time with an offset, or an interval")]
    [TestCase("""{"bbox":[1,2,3]}""", "bbox", "[1,2,3]", "must be an array of 4 or 6 numbers")]
    [TestCase("""{"bbox":[1,2,3,4,5]}""", "bbox", "[1,2,3,4,5]", "must be an array of 4 or 6 numbers")]
    [TestCase("""{"bbox":[1,2,3,"4"]}""", "bbox", "[1,2,3,\"4\"]", "must be an array of 4 or 6 numbers")]
    [TestCase("""{"bbox":[1,2,3,1e999]}""", "bbox", "[1,2,3,1e999]", "must be an array of 4 or 6 numbers")]
    [TestCase("""{"bbox":[-181,2,3,4]}""", "bbox", "[-181,2,3,4]", "must have longitudes of -180 to 180 degrees")]
    [TestCase("""{"bbox":[1,2,3,91]}""", "bbox", "[1,2,3,91]", "must have latitudes of -90 to 90 degrees")]
    [TestCase("""{"bbox":[1,5,3,4]}""", "bbox", "[1,5,3,4]", "must have its south not beyond its north")]
    [TestCase("""{"bbox":[1,2,9,3,4,8]}""", "bbox", "[1,2,9,3,4,8]", "must have its lowest height not above its highest")]
    [TestCase("""{"sortBy":"cloud cover"}""", "sortBy", "cloud cover", "must be datetime, id or a property's name")]
    [TestCase("""{"sortBy":""}""", "sortBy", "", "must be datetime, id or a property's name")]
    [TestCase("""{"sortBy":"--id"}""", "sortBy", "--id", "must be datetime, id or a property's name")]
    [TestCase("""{"sortBy":"properties."}""", "sortBy", "properties.", "must be datetime, id or a property's name")]
    [TestCase("""{"maxProducts":0}""", "maxProducts", "0", "must be an integer from 1 to 2147483647")]
    [TestCase("""{"maxProducts":1.5}""", "maxProducts", "1.5", "must be an integer from 1 to 2147483647")]
    public void Names_field_value_and_rule(string members, string field, string value, string rule)
    {
        var fault = FaultsOf(members).Single();

        Assert.That((fault.Field, fault.Value), Is.EqualTo((field, value)));
        Assert.That(fault.Rule, Does.StartWith(rule));
    }

    const string Geometry = "{\"property\":\"geometry\"}";

    [TestCase("7", "filter", "must be a CQL2 JSON expression")]
    [TestCase("{}", "filter.op", "must be one of and or not = <> < <= > >= between in like isNull s_intersects t_during")]
    [TestCase("""{"op":"t_after","args":[]}""", "filter.op", "must be one of and")]
    [TestCase("""{"op":"and"}""", "filter.args", "must be the array of and's arguments")]
    [TestCase("""{"op":"and","args":[]}""", "filter.args", "must hold 2 arguments for and, not 0")]
    [TestCase("""{"op":"and","args":[{"op":"casei","args":["x"]}]}""", "filter.args[0].op", "must be one of and")]
    [TestCase("""{"op":"=","args":[{"property":"a"}]}""", "filter.args", "must hold 2 arguments for =, not 1")]
    [TestCase("""{"op":"=","args":[{"property":"a"},{"property":"b"}]}""", "filter.args[1]", "must be a text, a number, true, false, a timestamp or a date")]
    [TestCase("""{"op":"=","args":[1,2]}""", "filter.args[0]", "must be a property")]
    [TestCase("""{"op":"=","args":[{"property":7},2]}""", "filter.args[0].property", "must be a property's name of 1 to 200")]
    [TestCase("""{"op":"=","args":[{"property":""},2]}""", "filter.args[0].property", "must be a property's name of 1 to 200")]
    [TestCase("""{"op":"=","args":[{"property":"geometry"},2]}""", "filter.args[0]", "must not be the geometry, which = can't take")]
    [TestCase("""{"op":"=","args":[{"property":"a"},1e999]}""", "filter.args[1]", "must be a text, a number")]
    [TestCase("""{"op":"=","args":[{"property":"a"},"\ud800"]}""", "filter.args[1]", "must be a text, a number")]
    [TestCase("""{"op":"=","args":[{"property":"a"},{"timestamp":"2024-01-01"}]}""", "filter.args[1].timestamp", "must be an RFC 3339 date-time with an offset")]
    [TestCase("""{"op":"=","args":[{"property":"a"},{"date":"2024-01-01T00:00:00Z"}]}""", "filter.args[1].date", "must be a date such as 2024-01-01")]
    [TestCase("""{"op":"in","args":[{"property":"a"},[]]}""", "filter.args[1]", "must be an array of 1 to 10000 values")]
    [TestCase("""{"op":"in","args":[{"property":"a"},[1,[2]]]}""", "filter.args[1][1]", "must be a text, a number")]
    [TestCase("""{"op":"between","args":[{"property":"a"},1]}""", "filter.args", "must hold 3 arguments for between, not 2")]
    [TestCase("""{"op":"like","args":[{"property":"a"},1]}""", "filter.args[1]", "must be a text")]
    [TestCase("""{"op":"not","args":[{"op":"isNull","args":[]}]}""", "filter.args[0].args", "must hold 1 argument for isNull, not 0")]
    [TestCase("""{"op":"t_during","args":[{"property":"a"},"2024-01-01"]}""", "filter.args[1]", "must be an interval of two times")]
    [TestCase("""{"op":"t_during","args":[{"property":"a"},{"interval":["..",".."]}]}""", "filter.args[1]", "must have an end that is not open")]
    [TestCase("""{"op":"t_during","args":[{"property":"a"},{"interval":["2024-01-02","2024-01-01"]}]}""", "filter.args[1]", "must begin before it ends")]
    [TestCase("""{"op":"t_during","args":[{"property":"a"},{"interval":["soon",".."]}]}""", "filter.args[1].interval[0]", "must be a date-time such as")]
    [TestCase("""{"op":"t_during","args":[{"interval":[{"property":"a"}]},{"interval":["2024-01-02",".."]}]}""", "filter.args[0]", "must be a property, or an interval of two properties")]
    [TestCase("""{"op":"s_intersects","args":[{"property":"place"},{"type":"Point","coordinates":[1,2]}]}""", "filter.args[0]", "must be the property geometry")]
    [TestCase($$"""{"op":"s_intersects","args":[{{Geometry}},{"type":"Circle"}]}""", "filter.args[1].type", "must be one of GeometryCollection, LineString")]
    [TestCase($$"""{"op":"s_intersects","args":[{{Geometry}},{"type":"Point"}]}""", "filter.args[1].coordinates", "is required")]
    [TestCase($$"""{"op":"s_intersects","args":[{{Geometry}},{"type":"Point","coordinates":[200,2]}]}""", "filter.args[1].coordinates", "must have a longitude of -180 to 180 degrees")]
    [TestCase($$"""{"op":"s_intersects","args":[{{Geometry}},{"type":"LineString","coordinates":[[1,2]]}]}""", "filter.args[1].coordinates", "must be an array of at least 2 entries")]
    [TestCase($$"""{"op":"s_intersects","args":[{{Geometry}},{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,3]]]}]}""", "filter.args[1].coordinates[0]", "must be closed")]
    [TestCase($$"""{"op":"s_intersects","args":[{{Geometry}},{"type":"GeometryCollection","geometries":7}]}""", "filter.args[1].geometries", "must be an array of at least 1 entry")]
    [TestCase($$"""{"op":"s_intersects","args":[{{Geometry}},{"bbox":[1,2]}]}""", "filter.args[1].bbox", "must be an array of 4 or 6 numbers")]
    [TestCase($$"""{"op":"s_intersects","args":[{{Geometry}},7]}""", "filter.args[1]", "must be a GeoJSON geometry")]
    public void Names_the_place_in_a_filter(string filter, string field, string rule)
    {
        var fault = FaultsOf($$"""{"filter":{{filter}}}""").Single();

        Assert.That(fault.Field, Is.EqualTo(field));
        Assert.That(fault.Rule, Does.StartWith(rule));
    }

    [Test]
    public void Tells_all_faults_at_once_in_the_words_of_the_door()
    {
        const string members = """{"FILTER":{"op":"and","args":[{"op":"x","args":[]},{"op":"=","args":[1,2]}]},"bbox":[1],"sort_by":7,"sortBy":7,"max_products":"a","collections":null}""";

        Assert.That(
            FaultsOf(members, snakeCase: true).Select(fault => fault.Field),
            Is.EqualTo(new[] { "filter.args[0].op", "filter.args[1].args[0]", "bbox", "sort_by", "max_products" }));
    }

    [Test]
    public void Refuses_a_filter_that_is_nested_too_deep_or_has_too_many_operators()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"op":"not","args":[""", 21)) + """{"op":"isNull","args":[{"property":"a"}]}""" + string.Concat(Enumerable.Repeat("]}", 21));
        var wide = $$"""{"op":"or","args":[{{string.Join(',', Enumerable.Repeat("""{"op":"isNull","args":[{"property":"a"}]}""", 1001))}}]}""";

        Assert.That(FaultsOf($$"""{"filter":{{deep}}}""").Single().Rule, Does.Contain("nested deeper than 20"));
        Assert.That(FaultsOf($$"""{"filter":{{wide}}}""").Single().Rule, Does.Contain("more than 1000 operators"));
    }

    [Test]
    public void Refuses_a_geometry_of_too_many_places()
    {
        var line = string.Join(',', Enumerable.Range(0, 1001).Select(i => $"[{i % 90},{i % 80}]"));

        Assert.That(
            FaultsOf($$$"""{"filter":{"op":"s_intersects","args":[{{{Geometry}}},{"type":"LineString","coordinates":[{{{line}}}]}]}}""").Single().Rule,
            Is.EqualTo("must have at most 1000 positions, not 1001"));
    }

    [Test]
    public void Takes_a_whole_query_and_keeps_it_over_JSON()
    {
        var query = Anything.Query("""{"filter":{"op":"=","args":[{"property":"a"},1]},"collections":["x","x","y"],"datetime":"2024-01-01T00:00:00Z/..","bbox":[1,2,3,4],"sortBy":"-cloud","maxProducts":5,"priority":7}""");
        var kept = JsonSerializer.Deserialize<CatalogueQuery>(JsonSerializer.Serialize(query, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;

        Assert.That(kept.Collections, Is.EqualTo(new[] { "x", "y" }));
        Assert.That(kept.Filter.ToString(), Is.EqualTo(query.Filter.ToString()));
        Assert.That((kept.Datetime, kept.SortBy, kept.MaxProducts, kept.Tenant, kept.ResolvedAt), Is.EqualTo(("2024-01-01T00:00:00Z/..", "-cloud", 5, Queries.Tenant, Queries.ResolvedAt)));
        Assert.That(kept.Bbox, Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    [Test]
    public void Outlives_the_document_it_was_read_from()
    {
        CatalogueQuery query;
        using (var document = JsonDocument.Parse("""{"op":"=","args":[{"property":"a"},1]}"""))
            query = CatalogueQueryRules.Read(new Dictionary<string, JsonElement> { ["filter"] = document.RootElement }, false, Anything, "t", default, [])!;

        Assert.That(query.Filter!.Value.GetProperty("op").GetString(), Is.EqualTo("="));
    }

    [Test]
    public void Is_refused_where_there_is_no_catalogue()
    {
        var faults = new FoundFaults();

        Assert.That(CatalogueQueryRules.Read(Queries.Members("""{"collections":["s1"]}"""), false, new NoCatalogue(), "t", default, faults), Is.Null);
        Assert.That(faults.Single(), Is.EqualTo(new FieldFault("collections", null, "must not be used: this service has no catalogue to search (Catalogue:Provider None)")));
        Assert.That(async () => await new NoCatalogue().PagesAsync(Anything.Query("{}")), Throws.TypeOf<CatalogueFailedException>());
    }

    static FoundFaults FaultsOf(string members, bool snakeCase = false)
    {
        var faults = new FoundFaults();
        var query = CatalogueQueryRules.Read(Queries.Members(members), snakeCase, Anything, Queries.Tenant, Queries.ResolvedAt, faults);
        Assert.That(query is null, Is.EqualTo(faults.Count > 0));
        return faults;
    }
}
