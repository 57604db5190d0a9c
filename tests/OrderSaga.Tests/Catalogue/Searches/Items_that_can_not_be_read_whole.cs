using NUnit.Framework;
using OrderSaga.Catalogue;

namespace OrderSaga.Tests.Catalogue.Searches;

/// <summary>Nothing of a file disappears without a word: neither at its loading nor in a search that asks for what can't be read.</summary>
public sealed class Items_that_can_not_be_read_whole
{
    const string Open = """{"type":"Polygon","coordinates":[[[10,10],[12,10],[12,12],[10,12]]]}""";

    readonly CatalogueFiles _files = new();
    readonly FileWarnings _warnings = new();
    FileCatalogue _catalogue = null!;

    [OneTimeSetUp]
    public async Task Load() => _catalogue = await _files.Write(
        new SearchItem("sound").ToString(),
        Of("open", Open, "[10,10,12,12]"),
        Of("empty", """{"type":"Polygon","coordinates":[]}""", "[10,10,12,12]"),
        Of("nowhere", Open, "null"),
        Of("four", """{"type":"Polygon","coordinates":[[[10,10,0,1],[12,10,0,1],[12,12,0,1],[10,10,0,1]]]}""", "null"),
        Of("uncut", """{"type":"Polygon","coordinates":[[[179.27,-18],[-178.11,-18],[-178.11,-16],[179.27,-16],[179.27,-18]]]}""", "[179.27,-18,-178.11,-16]"),
        Of("beyond", """{"type":"Polygon","coordinates":[[[-180.67,-18],[-179,-18],[-179,-16],[-180.67,-16],[-180.67,-18]]]}""", "[-180.67,-18,-179,-16]"),
        Of("no-place", "null", "null"),
        new SearchItem("odd-time") { Datetime = "01/02/2024" }.ToString(),
        new SearchItem("no-offset") { Datetime = "2024-02-01T00:00:00" }.ToString(),
        new SearchItem("no-time") { Datetime = null }.ToString(),
        new SearchItem("half-time") { Datetime = null, More = ",\"start_datetime\":\"2024-01-01T00:00:00Z\"" }.ToString(),
        new SearchItem("backwards") { Datetime = null, More = ",\"start_datetime\":\"2024-01-02T00:00:00Z\",\"end_datetime\":\"2024-01-01T00:00:00Z\"" }.ToString(),
        new SearchItem("odd-end") { More = ",\"end_datetime\":7" }.ToString()).LoadAsync(logger: _warnings);

    [OneTimeTearDown]
    public void Delete() => _files.Dispose();

    [Test]
    public void Are_told_at_the_loading_with_place_field_value_and_rule() =>
        Assert.That(_warnings.Select(warning => warning[(_files.File.Length + "Catalogue ".Length + 2)..]), Is.EqualTo(new[]
        {
            "line 2: geometry.coordinates[0] [10,12]: must be closed: its last position must equal its first; its bbox is taken",
            "line 3: geometry {\"type\":\"Polygon\",\"coordinates\":[]}: must hold a position; its bbox is taken",
            "line 4: geometry.coordinates[0] [10,12]: must be closed: its last position must equal its first; it is found by no area",
            "line 9: properties.datetime 01/02/2024: must be an RFC 3339 date-time with an offset",
            "line 10: properties.datetime 2024-02-01T00:00:00: must be an RFC 3339 date-time with an offset",
            "line 11: properties.datetime nothing: must be an RFC 3339 date-time with an offset, or there must be start_datetime and end_datetime",
            "line 12: properties.datetime nothing: must be an RFC 3339 date-time with an offset, or there must be start_datetime and end_datetime",
            "line 13: properties.end_datetime 2024-01-01T00:00:00Z: must not lie before start_datetime",
            "line 14: properties.end_datetime 7: must be an RFC 3339 date-time with an offset",
        }));

    [TestCase("""{"bbox":[11,11,13,13]}""", "empty four open sound odd-time no-offset no-time half-time backwards odd-end", "nowhere")]
    [TestCase("""{"bbox":[178,-45,-178,45]}""", "beyond uncut", "nowhere")]
    [TestCase("""{"bbox":[133,-25,134,-14]}""", "", "nowhere")]
    [TestCase("""{"filter":{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[178,-45,-178,45]}]}}""", "beyond uncut", "nowhere")]
    [TestCase("""{"filter":{"op":"not","args":[{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[9,9,13,13]}]}]}}""", "beyond uncut", "nowhere")]
    [TestCase("""{"datetime":"2024-01-01T00:00:00Z/2024-12-31T00:00:00Z"}""", "beyond empty four no-place nowhere odd-end open sound uncut", "backwards half-time no-offset no-time odd-time")]
    [TestCase("""{"datetime":"2024-06-01T00:00:00Z/.."}""", "", "backwards half-time no-offset no-time odd-time")]
    [TestCase("""{"filter":{"op":">=","args":[{"property":"datetime"},{"timestamp":"2024-06-01T00:00:00Z"}]}}""", "", "no-offset no-time half-time backwards odd-time")]
    [TestCase("""{"filter":{"op":"t_during","args":[{"property":"datetime"},{"interval":["2024-06-01","2024-07-01"]}]}}""", "", "backwards half-time no-offset no-time odd-time")]
    [TestCase("""{"filter":{"op":"=","args":[{"property":"id"},"sound"]},"bbox":[11,11,13,13]}""", "sound", "", Description = "what does not match anyhow is not told")]
    [TestCase("""{"filter":{"op":"=","args":[{"property":"id"},"nowhere"]}}""", "nowhere", "", Description = "nobody asks where it lies")]
    public async Task Are_told_by_a_search_that_can_not_do_without(string query, string found, string told)
    {
        var pages = await _catalogue.PagesAsync(_catalogue.Query(query));

        Assert.That(pages.SelectMany(page => page.Products).Select(product => product.Id), Is.EquivalentTo(Words(found)));
        Assert.That(pages.SelectMany(page => page.Unusable).Select(item => item.Identifier), Is.EquivalentTo(Words(told)));
        Assert.That(pages.SelectMany(page => page.Unusable).Select(item => item.Fault), Has.All.Contains(": must"));
    }

    [Test]
    public async Task Are_remarked_on_where_their_box_was_taken()
    {
        var products = (await _catalogue.PagesAsync(_catalogue.Query("""{"bbox":[11,11,13,13]}"""))).SelectMany(page => page.Products).ToList();
        var unasked = (await _catalogue.PagesAsync(_catalogue.Query("""{"collections":["s1"]}"""))).SelectMany(page => page.Products);

        Assert.That(products.Where(product => product.Remark is not null).Select(product => product.Id), Is.EquivalentTo(new[] { "open", "empty" }));
        Assert.That(products.First(product => product.Id == "open").Remark, Does.EndWith("its bbox is taken"));
        Assert.That(unasked.Select(product => product.Remark), Has.All.Null);
    }

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static string Of(string id, string geometry, string bbox) =>
        $$"""{"type":"Feature","id":"{{id}}","collection":"s1","bbox":{{bbox}},"geometry":{{geometry}},"properties":{"datetime":"2024-01-01T00:00:00Z","regards:urn":"{{new SearchItem(id).Urn}}","regards:model":"M"},"assets":{} }""";
}
