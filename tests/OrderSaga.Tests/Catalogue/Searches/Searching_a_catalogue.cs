using NUnit.Framework;
using OrderSaga.Catalogue;

namespace OrderSaga.Tests.Catalogue.Searches;

[TestFixtureSource(typeof(CatalogueKind), nameof(CatalogueKind.All))]
public sealed class Searching_a_catalogue(CatalogueKind kind)
{
    const int PageSize = 3;

    static readonly SearchItem[] Items =
    [
        new("e-latest") { Datetime = "2024-05-01T00:00:00Z", Collection = "s2", More = ",\"cloud\":5.5,\"platform\":\"sentinel-2a\",\"orbit\":7,\"clear\":true" },
        new("b-same") { Datetime = "2024-02-01T00:00:00Z", More = ",\"cloud\":20,\"platform\":\"sentinel-1a\",\"orbit\":7" },
        new("a-same") { Datetime = "2024-02-01T00:00:00.000Z", More = ",\"cloud\":40,\"platform\":\"sentinel-1b\",\"orbit\":9,\"clear\":false" },
        new("c-offset") { Datetime = "2024-02-01T01:30:00+01:00", Collection = "s2", Box = [170, -10, 175, -5], More = ",\"cloud\":60" },
        new("d-long") { Datetime = null, More = ",\"start_datetime\":\"2024-03-01T00:00:00Z\",\"end_datetime\":\"2024-03-31T00:00:00Z\",\"platform\":\"sentinel-3a\"" },
        new("f-across") { Datetime = "2024-06-01T00:00:00Z", Box = [178, -2, -178, 2], More = ",\"cloud\":100,\"published\":\"2024-06-02\"" },
        new("g-nowhere") { Datetime = "2024-07-01T00:00:00Z", Box = null, Collection = null },
    ];

    SearchWorld _world = null!;

    [OneTimeSetUp]
    public async Task Open() => _world = await SearchWorld.OfAsync(kind, Items.Select(item => item.ToString()), PageSize);

    [OneTimeTearDown]
    public async Task Close() => await _world.DisposeAsync();

    [TestCase("", "a-same b-same c-offset d-long e-latest f-across g-nowhere")]
    [TestCase("datetime", "a-same b-same c-offset d-long e-latest f-across g-nowhere")]
    [TestCase("+datetime", "a-same b-same c-offset d-long e-latest f-across g-nowhere")]
    [TestCase("-datetime", "g-nowhere f-across e-latest d-long c-offset a-same b-same")]
    [TestCase("id", "a-same b-same c-offset d-long e-latest f-across g-nowhere")]
    [TestCase("-id", "g-nowhere f-across e-latest d-long c-offset b-same a-same")]
    [TestCase("cloud", "e-latest b-same a-same c-offset f-across d-long g-nowhere", Description = "without it last, by id")]
    [TestCase("-cloud", "f-across c-offset a-same b-same e-latest d-long g-nowhere")]
    [TestCase("platform", "b-same a-same e-latest d-long c-offset f-across g-nowhere")]
    [TestCase("properties.orbit", "b-same e-latest a-same c-offset d-long f-across g-nowhere")]
    public async Task Sorts_by_the_key_and_then_by_id(string sortBy, string ids) =>
        Assert.That(
            string.Join(' ', await _world.Search.IdsAsync(sortBy.Length == 0 ? "{}" : $$"""{"sortBy":"{{sortBy}}"}""")),
            Is.EqualTo(ids));

    [TestCase("[\"s1\"]", "a-same b-same d-long f-across")]
    [TestCase("[\"s2\",\"none\"]", "c-offset e-latest")]
    [TestCase("[\"none\"]", "")]
    public async Task Keeps_to_collections(string collections, string ids) =>
        Assert.That(await Ids($$"""{"collections":{{collections}}}"""), Is.EqualTo(ids));

    [TestCase("2024-02-01T00:00:00Z", "a-same b-same")]
    [TestCase("2024-02-01T01:00:00+01:00", "a-same b-same", Description = "the same instant")]
    [TestCase("2024-03-15T00:00:00Z", "d-long", Description = "within an item that lasts")]
    [TestCase("2024-02-01T00:00:00Z/2024-02-01T00:30:00Z", "a-same b-same c-offset", Description = "both ends belong to it")]
    [TestCase("2024-03-31T00:00:00Z/2024-05-01T00:00:00Z", "d-long e-latest")]
    [TestCase("../2024-02-01T00:00:00Z", "a-same b-same")]
    [TestCase("/2024-02-01T00:00:00Z", "a-same b-same")]
    [TestCase("2024-06-01T00:00:00Z/..", "f-across g-nowhere")]
    [TestCase("2024-06-01T00:00:00Z/", "f-across g-nowhere")]
    public async Task Keeps_to_a_time(string datetime, string ids) =>
        Assert.That(await Ids($$"""{"datetime":"{{datetime}}"}"""), Is.EqualTo(ids));

    [TestCase("[9,9,11,11]", "a-same b-same d-long e-latest")]
    [TestCase("[12,12,13,13]", "a-same b-same d-long e-latest", Description = "a corner is enough")]
    [TestCase("[10.5,10.5,11,11]", "a-same b-same d-long e-latest", Description = "inside")]
    [TestCase("[12.1,12.1,13,13]", "")]
    [TestCase("[9,9,-50,11,11,50]", "a-same b-same d-long e-latest", Description = "heights do not matter to items without")]
    [TestCase("[174,-20,-179,20]", "c-offset f-across", Description = "across the antimeridian")]
    [TestCase("[-180,-1,-179,1]", "f-across", Description = "an item that crosses it, from its other side")]
    [TestCase("[-180,-90,180,90]", "a-same b-same c-offset d-long e-latest f-across")]
    public async Task Keeps_to_a_box(string bbox, string ids) =>
        Assert.That(await Ids($$"""{"bbox":{{bbox}}}"""), Is.EqualTo(ids));

    [TestCase("""{"op":"=","args":[{"property":"platform"},"sentinel-1a"]}""", "b-same")]
    [TestCase("""{"op":"=","args":["sentinel-1a",{"property":"properties.platform"}]}""", "b-same")]
    [TestCase("""{"op":"<>","args":[{"property":"platform"},"sentinel-1a"]}""", "a-same d-long e-latest", Description = "of what has none nothing is known")]
    [TestCase("""{"op":"<","args":[{"property":"cloud"},40]}""", "b-same e-latest")]
    [TestCase("""{"op":"<=","args":[{"property":"cloud"},40]}""", "a-same b-same e-latest")]
    [TestCase("""{"op":">","args":[{"property":"cloud"},40]}""", "c-offset f-across")]
    [TestCase("""{"op":"<=","args":[40,{"property":"cloud"}]}""", "a-same c-offset f-across")]
    [TestCase("""{"op":"=","args":[{"property":"cloud"},"40"]}""", "", Description = "a number is no text")]
    [TestCase("""{"op":">","args":[{"property":"cloud"},{"timestamp":"2024-01-01T00:00:00Z"}]}""", "")]
    [TestCase("""{"op":"=","args":[{"property":"clear"},true]}""", "e-latest")]
    [TestCase("""{"op":"<>","args":[{"property":"clear"},true]}""", "a-same")]
    [TestCase("""{"op":"between","args":[{"property":"cloud"},20,40]}""", "a-same b-same")]
    [TestCase("""{"op":"in","args":[{"property":"orbit"},[9,10]]}""", "a-same")]
    [TestCase("""{"op":"in","args":[{"property":"platform"},["sentinel-1a","sentinel-3a"]]}""", "b-same d-long")]
    [TestCase("""{"op":"=","args":[{"property":"id"},"f-across"]}""", "f-across")]
    [TestCase("""{"op":"in","args":[{"property":"id"},["f-across","none","a-same"]]}""", "a-same f-across")]
    [TestCase("""{"op":"=","args":[{"property":"collection"},"s2"]}""", "c-offset e-latest")]
    [TestCase("""{"op":"like","args":[{"property":"platform"},"sentinel-1%"]}""", "a-same b-same")]
    [TestCase("""{"op":"like","args":[{"property":"platform"},"%a"]}""", "b-same d-long e-latest")]
    [TestCase("""{"op":"like","args":[{"property":"platform"},"%-1%"]}""", "a-same b-same")]
    [TestCase("""{"op":"like","args":[{"property":"platform"},"sentinel-1a"]}""", "b-same")]
    [TestCase("""{"op":">=","args":[{"property":"datetime"},{"timestamp":"2024-06-01T00:00:00Z"}]}""", "f-across g-nowhere")]
    [TestCase("""{"op":">","args":[{"property":"datetime"},"2024-06-01T00:00:00Z"]}""", "g-nowhere")]
    [TestCase("""{"op":"=","args":[{"property":"published"},{"date":"2024-06-02"}]}""", "f-across")]
    [TestCase("""{"op":"t_during","args":[{"property":"datetime"},{"interval":["2024-02-01T00:00:00Z","2024-06-01T00:00:00Z"]}]}""", "c-offset d-long e-latest", Description = "the ends do not belong to it, an item without a datetime lasts")]
    [TestCase("""{"op":"t_during","args":[{"property":"datetime"},{"interval":["2024-03-02T00:00:00Z","2024-06-01T00:00:00Z"]}]}""", "e-latest", Description = "an item that lasts must lie in it whole")]
    [TestCase("""{"op":"t_during","args":[{"property":"datetime"},{"interval":["2024-03-01","2024-03-31"]}]}""", "", Description = "its beginning is the day's, which does not belong to it")]
    [TestCase("""{"op":"t_during","args":[{"property":"datetime"},{"interval":["2024-02-29","2024-03-31"]}]}""", "d-long", Description = "the last day whole")]
    [TestCase("""{"op":"t_during","args":[{"property":"datetime"},{"interval":["2024-01-31","2024-02-01"]}]}""", "a-same b-same c-offset")]
    [TestCase("""{"op":"<=","args":[{"property":"datetime"},{"date":"2024-02-01"}]}""", "a-same b-same c-offset", Description = "a day is whole")]
    [TestCase("""{"op":">","args":[{"property":"datetime"},{"date":"2024-02-01"}]}""", "e-latest f-across g-nowhere")]
    [TestCase("""{"op":">=","args":[{"property":"datetime"},{"date":"2024-05-01"}]}""", "e-latest f-across g-nowhere")]
    [TestCase("""{"op":"<","args":[{"property":"datetime"},{"date":"2024-05-01"}]}""", "a-same b-same c-offset")]
    [TestCase("""{"op":"=","args":[{"property":"datetime"},{"date":"2024-02-01"}]}""", "a-same b-same c-offset")]
    [TestCase("""{"op":"between","args":[{"property":"datetime"},{"date":"2024-02-01"},{"date":"2024-05-01"}]}""", "a-same b-same c-offset e-latest")]
    [TestCase("""{"op":"<=","args":[{"property":"datetime"},"2024-02-01"]}""", "a-same b-same c-offset", Description = "a text where there must be a time")]
    [TestCase("""{"op":"t_during","args":[{"property":"datetime"},{"interval":["2024-06-01T00:00:00Z",".."]}]}""", "g-nowhere")]
    [TestCase("""{"op":"t_during","args":[{"interval":[{"property":"start_datetime"},{"property":"end_datetime"}]},{"interval":["2024-02-29","2024-04-01"]}]}""", "d-long")]
    [TestCase("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[20,0],[0,20.5],[0,0]]]}]}""", "a-same b-same d-long e-latest")]
    [TestCase("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[20,0],[0,18],[0,0]]]}]}""", "")]
    [TestCase("""{"op":"s_intersects","args":[{"bbox":[172,-7,173,-6]},{"property":"geometry"}]}""", "c-offset")]
    [TestCase("""{"op":"and","args":[{"op":"like","args":[{"property":"platform"},"sentinel-1%"]},{"op":"and","args":[{"op":">","args":[{"property":"cloud"},5]},{"op":"<","args":[{"property":"cloud"},30]}]}]}""", "b-same")]
    [TestCase("""{"op":"and","args":[{"op":">","args":[{"property":"cloud"},5]},{"op":">","args":[{"property":"cloud"},30]}]}""", "a-same c-offset f-across", Description = "the closer bound")]
    [TestCase("""{"op":"and","args":[{"op":"in","args":[{"property":"id"},["a-same","b-same"]]},{"op":"in","args":[{"property":"id"},["b-same","d-long"]]}]}""", "b-same")]
    [TestCase("""{"op":"and","args":[{"op":"=","args":[{"property":"id"},"a-same"]},{"op":"=","args":[{"property":"id"},"b-same"]}]}""", "")]
    public async Task Keeps_to_a_filter(string filter, string ids) =>
        Assert.That(await Ids($$"""{"filter":{{filter}}}"""), Is.EqualTo(ids));

    [TestCase("""{"op":"or","args":[{"op":"<","args":[{"property":"cloud"},10]},{"op":"=","args":[{"property":"orbit"},9]}]}""", "a-same e-latest")]
    [TestCase("""{"op":"not","args":[{"op":"<","args":[{"property":"cloud"},40]}]}""", "a-same c-offset f-across")]
    [TestCase("""{"op":"isNull","args":[{"property":"cloud"}]}""", "d-long g-nowhere")]
    [TestCase("""{"op":"like","args":[{"property":"platform"},"s%-_a"]}""", "b-same d-long e-latest")]
    [TestCase("""{"op":"=","args":[{"property":"orbit"},7]}""", "b-same e-latest")]
    public async Task Keeps_to_any_filter_where_CQL2_is_taken_and_refuses_it_elsewhere(string filter, string ids)
    {
        if (!kind.TakesAll && !filter.StartsWith("{\"op\":\"=\"", StringComparison.Ordinal))
        {
            Assert.That(() => _world.Search.Query($$"""{"filter":{{filter}}}"""), Throws.InvalidOperationException.With.Message.Contains("filter.op"));
            return;
        }
        Assert.That(await Ids($$"""{"filter":{{filter}}}"""), Is.EqualTo(ids));
    }

    [Test]
    public async Task Combines_all_of_them() =>
        Assert.That(
            await Ids("""{"collections":["s1"],"datetime":"../2024-05-01T00:00:00Z","bbox":[0,0,20,20],"filter":{"op":"<","args":[{"property":"cloud"},30]},"sortBy":"-id"}"""),
            Is.EqualTo("b-same"));

    [Test]
    public async Task Gives_pages_of_the_size_and_goes_on_behind_each_of_them()
    {
        var query = _world.Search.Query("""{"sortBy":"-datetime"}""");
        var pages = await _world.Search.PagesAsync(query);

        Assert.That(pages.SelectMany(page => page.Products).Count(), Is.EqualTo(Items.Length));
        Assert.That(pages.Select(page => page.Products.Count), Has.All.LessThanOrEqualTo(PageSize));
        Assert.That(pages.Select(page => page.Matched), Has.All.EqualTo(Items.Length));
        Assert.That(pages[^1].Next, Is.Null);
        for (var i = 0; i < pages.Count - 1; i++)
        {
            var rest = await (await _world.AnotherAsync()).PagesAsync(query, pages[i].Next);
            Assert.That(Ids(rest), Is.EqualTo(Ids(pages.Skip(i + 1))), $"behind page {i + 1}");
        }
    }

    [Test]
    public async Task Gives_no_larger_pages_than_the_caller_takes_and_one_more_product()
    {
        var pages = await _world.Search.PagesAsync(_world.Search.Query("""{"maxProducts":1}"""));

        Assert.That(pages[0].Products, Has.Count.EqualTo(2));
        Assert.That(pages.SelectMany(page => page.Products).Count(), Is.EqualTo(Items.Length));
    }

    [Test]
    public async Task Gives_one_empty_page_when_nothing_matches()
    {
        var pages = await _world.Search.PagesAsync(_world.Search.Query("""{"collections":["none"]}"""));

        Assert.That(pages, Has.Count.EqualTo(1));
        Assert.That((pages[0].Products.Count, pages[0].Unusable.Count, pages[0].Next, pages[0].Matched), Is.EqualTo((0, 0, (string?)null, (long?)0)));
    }

    [Test]
    public void Refuses_to_go_on_from_what_is_no_place() =>
        Assert.That(
            async () => await _world.Search.PagesAsync(_world.Search.Query("{}"), "somewhere"),
            Throws.TypeOf<CatalogueFailedException>().With.Message.Contains("can't be continued"));

    async Task<string> Ids(string members) => string.Join(' ', (await _world.Search.IdsAsync(members)).Order(StringComparer.Ordinal));

    static List<string> Ids(IEnumerable<CataloguePage> pages) => [.. pages.SelectMany(page => page.Products).Select(product => product.Id)];
}
