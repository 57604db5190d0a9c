using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Tests.Catalogue.Searches;
using OrderSaga.Tests.Catalogue.Stac;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;

namespace OrderSaga.Tests.Catalogue;

/// <summary>What an item says in odd but right words is read; what can't be read is told, and stops nobody. The same of a file and of a STAC API.</summary>
[TestFixture(CatalogueProvider.File)]
[TestFixture(CatalogueProvider.Stac)]
public sealed class Sizes_and_times_of_odd_spelling(CatalogueProvider provider)
{
    const string Asset = """{"data":{"href":"https://archive.example.org/p.zip","roles":["data"]}}""";

    [TestCase("1471899392.0", 1471899392L)]
    [TestCase("1.4e9", 1400000000L)]
    [TestCase("14000E-1", 1400L)]
    [TestCase("-0.0", 0L)]
    [TestCase("9223372036854775807", long.MaxValue)]
    public async Task Sizes_are_read_by_their_value(string size, long bytes)
    {
        Assert.That((await FindAsync($"\"file:size\":{size}")).Size, Is.EqualTo(bytes));
        Assert.That((await FindAsync("", $$$"""{"data":{"href":"https://a.example.org","file:size":{{{size}}}}}""")).Size, Is.EqualTo(bytes), "of an asset");
    }

    [TestCase("1.5", "must be a whole number of bytes, 0 or more")]
    [TestCase("-1.0", "must be a whole number of bytes, 0 or more")]
    [TestCase("\"12\"", "must be a whole number of bytes, 0 or more")]
    [TestCase("{\"a\":[1]}", "must be a whole number of bytes, 0 or more")]
    [TestCase("9223372036854775808", "must stay below 2^63 bytes")]
    [TestCase("1e999", "must stay below 2^63 bytes")]
    public async Task Sizes_that_are_none_are_told_and_the_others_stay(string size, string rule)
    {
        var pages = await SearchAsync("{}", Item("one", Urn(1)), Item("bad", Urn(2), $"\"file:size\":{size}"), Item("two", Urn(3)));

        Assert.That(pages.SelectMany(page => page.Products).Select(product => product.Id), Is.EqualTo(new[] { "one", "two" }));
        Assert.That(pages.SelectMany(page => page.Unusable).Single(), Is.EqualTo(new UnusableItem("bad", $"properties.file:size {size}: {rule}")));
    }

    [TestCase("\"file:size\":1,\"file:size\":2")]
    [TestCase("\"file:size\":12.0,\"x\":1e999,\"y\":-0,\"z\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public async Task Odd_values_beside_them_stop_nothing(string properties)
    {
        var pages = await SearchAsync("{}", Item("odd", Urn(1), properties), Item("two", Urn(2)));

        Assert.That(pages.SelectMany(page => page.Products).Select(product => product.Id), Is.EqualTo(new[] { "odd", "two" }));
    }

    [TestCase(63)]
    [TestCase(200)]
    [TestCase(20_000)]
    public async Task However_deep_one_item_is_nested_it_stops_nothing(int depth)
    {
        var nested = $"{new string('[', depth)}{new string(']', depth)}";
        var deep = Item("deep", Urn(1), $"\"nested\":{nested}");
        var nowhere = new SearchItem("nowhere").ToString().Replace("\"bbox\":[10,10,12,12]", $"\"bbox\":{nested}", StringComparison.Ordinal)
            .Replace("\"geometry\":{", $"\"geometry\":{{\"coordinates\":{nested},\"type\":\"MultiPolygon\"}},\"other\":{{", StringComparison.Ordinal);
        const string all = """{"filter":{"op":"or","args":[{"op":"isNull","args":[{"property":"a"}]},{"op":"=","args":[{"property":"nested"},1]}]}}""";

        foreach (var query in provider == CatalogueProvider.File ? new[] { "{}", all } : ["{}"])
        {
            Assert.That((await SearchAsync(query, Item("one", Urn(2)), deep, nowhere, Item("two", Urn(3)))).SelectMany(page => page.Products).Select(product => product.Id), Is.EquivalentTo(new[] { "deep", "nowhere", "one", "two" }));
            if (provider == CatalogueProvider.File)
                Assert.That((await SearchAsync(query, Collection(deep, nowhere, Item("two", Urn(3))))).SelectMany(page => page.Products).Select(product => product.Id), Is.EquivalentTo(new[] { "deep", "nowhere", "two" }));
        }
    }

    [TestCase("\"\\ud800\":1,\"features\":")]
    [TestCase("\"links\":[{\"\\ud800\":\"\\ud800\"},{\"rel\":\"\\ud800\"}],\"features\":")]
    public async Task Half_a_character_beside_the_items_does_not_stop_a_file(string members)
    {
        if (provider is not CatalogueProvider.File)
            return;
        var file = Collection(Item("one", Urn(1))).Replace("\"links\":[{\"features\":[1]}],\"features\":", members, StringComparison.Ordinal);

        Assert.That((await SearchAsync("{}", file)).SelectMany(page => page.Products).Single().Id, Is.EqualTo("one"));
    }

    [TestCase("\"type\":\"Feature\\ud800\",\"id\"")]
    [TestCase("\"collection\":\"\\ud800\",\"properties\":{\"\\ud800\":1},\"id\"")]
    [TestCase("\"id\":\"\\ud800\",\"ID\"")]
    public async Task Half_a_character_of_one_item_does_not_stop_the_others(string members)
    {
        var odd = Item("odd", Urn(1)).Replace("\"type\":\"Feature\",\"id\"", members, StringComparison.Ordinal);
        var pages = await SearchAsync("{}", Item("one", Urn(2)), odd, Item("two", Urn(3)));

        Assert.That(pages.SelectMany(page => page.Products).Select(product => product.Id), Is.EqualTo(new[] { "one", "two" }));
        Assert.That(pages.SelectMany(page => page.Unusable), Has.Exactly(1).Items);
    }

    [TestCase("2099-02-01T12:00:00+02:00", "2099-02-01T10:00:00.0000000Z")]
    [TestCase("2099-02-01t12:00:00z", "2099-02-01T12:00:00.0000000Z")]
    [TestCase("2099-02-01 12:00:00.1234567890123Z", "2099-02-01T12:00:00.1234567Z")]
    [TestCase("2099-06-05", "2099-06-06T00:00:00.0000000Z", Description = "until that day is over")]
    [TestCase("9999-12-31", "9999-12-31T23:59:59.9999999Z")]
    [TestCase("9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59.9999999Z")]
    public async Task Eviction_dates_are_read_by_RFC_3339(string text, string utc) =>
        Assert.That((await FindAsync($"\"eviction_date\":\"{text}\"", Asset)).EvictionDate?.ToString("O"), Is.EqualTo(utc));

    [TestCase("05/06/2027")]
    [TestCase("12:30")]
    [TestCase("2027-06-05T00:00:00", Description = "of which place?")]
    [TestCase("2027-06-05T24:00:00Z")]
    [TestCase("2027-02-29")]
    [TestCase("20270605")]
    [TestCase("5 June 2027")]
    [TestCase("tomorrow")]
    public async Task Eviction_dates_are_never_guessed(string text)
    {
        var pages = await SearchAsync("{}", Item("bad", Urn(1), $"\"eviction_date\":\"{text}\"", Asset), Item("good", Urn(2)));

        Assert.That(pages.SelectMany(page => page.Products).Single().Id, Is.EqualTo("good"));
        Assert.That(pages.SelectMany(page => page.Unusable).Single().Fault, Does.StartWith($"properties.eviction_date \"{text}\": must be an ISO 8601 time as RFC 3339 has it"));
    }

    [TestCase("\"created\":\"yesterday\"", "properties.created yesterday: must be an RFC 3339 date-time with an offset; it counts as there all along")]
    [TestCase("\"created\":20240101", "properties.created 20240101: must be an RFC 3339 date-time with an offset; it counts as there all along")]
    public async Task A_time_of_creation_that_is_none_is_remarked_on(string created, string remark)
    {
        var product = (await SearchAsync("{}", Item("odd", Urn(1), created))).Single().Products.Single();

        Assert.That(product.Remark, Is.EqualTo(remark));
    }

    [TestCase("2026-06-01t00:00:00Z", true)]
    [TestCase("2026-06-01 00:00:01Z", false)]
    [TestCase("2026-06-01", true)]
    [TestCase("2026-06-02", false)]
    [TestCase("2026-05-31T23:59:60Z", true, Description = "no leap second is there, so nobody knows when it was created")]
    public async Task A_time_of_creation_counts_in_any_form(string created, bool found) =>
        Assert.That((await SearchAsync("{}", Item("odd", Urn(1), $"\"created\":\"{created}\""))).Single().Products, Has.Count.EqualTo(found ? 1 : 0));

    [Test]
    public async Task A_part_of_an_items_time_that_is_none_is_remarked_on_where_time_is_asked_for()
    {
        var item = new SearchItem("odd") { More = ",\"end_datetime\":7" }.ToString();
        const string asked = """{"datetime":"2023-12-01/2024-01-31"}""";

        Assert.That((await SearchAsync(asked, item)).Single().Products.Single().Remark, Is.EqualTo("properties.end_datetime 7: must be an RFC 3339 date-time with an offset"));
        Assert.That((await SearchAsync("{}", item)).Single().Products.Single().Remark, Is.Null);
    }

    async Task<CatalogueProduct> FindAsync(string properties, string assets = "{}") =>
        (await SearchAsync("{}", Item("a", Urn(1), properties, assets))).Single().Products.Single();

    async Task<List<CataloguePage>> SearchAsync(string query, params string[] items)
    {
        if (provider == CatalogueProvider.File)
        {
            using var files = new CatalogueFiles();
            var catalogue = await files.Write(items).LoadAsync();
            return await catalogue.PagesAsync(catalogue.Query(query));
        }
        await using var api = await ScriptedApi.OfBodiesAsync(ScriptedApi.Page(items));
        using var search = StacClients.Of(api.Url);
        return await search.PagesAsync(search.Query(query));
    }
}
