using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;
using OrderSaga.Tests.Catalogue.Searches;
using static OrderSaga.Tests.Catalogue.Stac.ScriptedApi;

namespace OrderSaga.Tests.Catalogue.Stac;

/// <summary>What an API is asked, in whose words, and what it is not.</summary>
public sealed class An_API_that_is_asked
{
    const string Landing = """{"conformsTo":["https://api.stacspec.org/v1.0.0/item-search","https://api.stacspec.org/v1.0.0-rc.2/item-search#query","https://api.stacspec.org/v1.0.0/item-search#sort"]}""";
    const string Filter = """{"filter":{"op":"=","args":[{"property":"a"},1]}}""";

    static readonly string One = new SearchItem("one").ToString();

    [Test]
    public async Task Is_asked_in_the_standard_words()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One]));
        using var search = StacClients.Of(api.Url);

        await search.PagesAsync(search.Query(
            """{"filter":{"op":"and","args":[{"op":">=","args":[{"property":"cloud"},1]},{"op":"<","args":[{"property":"cloud"},5]},{"op":"in","args":[{"property":"id"},["x"]]},{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1,2]}]}]},"collections":["s1"],"datetime":"/2024-01-01T00:00:00Z","sortBy":"-cloud"}"""));

        Assert.That(api.Requests.Single(), Is.EqualTo(
            """POST /search {"limit":1000,"ids":["x"],"collections":["s1"],"datetime":"../2024-01-01T00:00:00Z","intersects":{"type":"Point","coordinates":[1,2]},"query":{"cloud":{"gte":1,"lt":5}},"sortby":[{"field":"properties.cloud","direction":"desc"},{"field":"id","direction":"asc"}]}"""));
    }

    [Test]
    public async Task Is_asked_in_the_words_of_REGARDS()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One]));
        using var search = StacClients.Of(new Uri(api.Url, "api/v1/rs-catalog/stac"), options =>
        {
            options.Dialect = StacDialect.Regards;
            options.AskCreated = true;
        });

        await search.PagesAsync(search.Query("""{"bbox":[1,2,3,4]}"""));

        Assert.That(api.Requests.Single(), Is.EqualTo(
            """POST /api/v1/rs-catalog/stac/search {"limit":1000,"bbox":[1,2,3,4],"query":{"created":{"lte":"2026-06-01T00:00:00Z"}},"sortBy":[{"field":"datetime","direction":"asc"},{"field":"id","direction":"asc"}]}"""));
    }

    [Test]
    public async Task Is_asked_in_CQL2()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One]));
        using var search = StacClients.Of(api.Url, options => (options.FilterLanguage, options.AskCreated) = (FilterLanguage.Cql2, true));

        await search.PagesAsync(search.Query("""{"filter":{"op":"isNull","args":[{"property":"a"}]},"sortBy":"id"}"""));

        Assert.That(api.Requests.Single().Replace("\\u003C", "<", StringComparison.Ordinal), Is.EqualTo(
            """POST /search {"limit":1000,"filter-lang":"cql2-json","filter":{"op":"and","args":[{"op":"isNull","args":[{"property":"a"}]},{"op":"<=","args":[{"property":"created"},{"timestamp":"2026-06-01T00:00:00Z"}]}]},"sortby":[{"field":"id","direction":"asc"}]}"""));
    }

    [TestCase("""{"op":"or","args":[{"op":"=","args":[{"property":"a"},1]}]}""", "filter.op", "or", "must not be used: the catalogue takes only and, =")]
    [TestCase("""{"op":"and","args":[{"op":"not","args":[{"op":"=","args":[{"property":"a"},1]}]}]}""", "filter.args[0].op", "not", "must not be used")]
    [TestCase("""{"op":"isNull","args":[{"property":"a"}]}""", "filter.op", "isNull", "must not be used")]
    [TestCase("""{"op":"like","args":[{"property":"a"},"a_b%"]}""", "filter.op", "like", "must have its % only at the ends and no _")]
    [TestCase("""{"op":"<","args":[{"property":"id"},"x"]}""", "filter.op", "<", "must not be used on id")]
    [TestCase("""{"op":"like","args":[{"property":"collection"},"x%"]}""", "filter.op", "like", "must not be used on collection")]
    [TestCase("""{"op":"<","args":[{"property":"a"},true]}""", "filter.op", "<", "must not be used on true and false")]
    [TestCase("""{"op":"in","args":[{"property":"a"},[true,false]]}""", "filter.op", "in", "must not be used on true and false")]
    [TestCase("""{"op":"in","args":[{"property":"a"},[1,"x"]]}""", "filter.op", "in", "must have values of one kind")]
    [TestCase("""{"op":"and","args":[{"op":"<>","args":[{"property":"a"},1]},{"op":"<>","args":[{"property":"a"},2]}]}""", "filter.args[1].op", "<>", "must stand only once on a property")]
    [TestCase("""{"op":"and","args":[{"op":"in","args":[{"property":"a"},[1]]},{"op":"in","args":[{"property":"a"},[2]]}]}""", "filter.args[1].op", "in", "must stand only once on a property")]
    [TestCase("""{"op":"and","args":[{"op":">","args":[{"property":"a"},1]},{"op":"<","args":[{"property":"a"},"x"]}]}""", "filter.args[1].op", "<", "must have values of one kind")]
    [TestCase("""{"op":"and","args":[{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1,2]}]},{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[1,2,3,4]}]}]}""", "filter.args[1].op", "s_intersects", "must be the only area")]
    public void Is_not_asked_what_it_can_not_say(string filter, string field, string name, string rule)
    {
        using var search = StacClients.Of(new Uri("http://localhost:1"));
        var faults = new FoundFaults();

        Assert.That(CatalogueQueryRules.Read(Queries.Members($$"""{"filter":{{filter}}}"""), false, search, "t", default, faults), Is.Null);
        Assert.That((faults.Single().Field, faults[0].Value), Is.EqualTo((field, name)));
        Assert.That(faults[0].Rule, Does.StartWith(rule));
    }

    [TestCase("""{"op":"<","args":[{"property":"platform"},"sentinel"]}""", "must not be used on texts that are no times")]
    [TestCase("""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1,2]}]}""", "must be with a Polygon or MultiPolygon")]
    public void Is_not_asked_what_REGARDS_would_pass_over(string filter, string rule)
    {
        using var search = StacClients.Of(new Uri("http://localhost:1"), options => options.Dialect = StacDialect.Regards);

        Assert.That(() => search.Query($$"""{"filter":{{filter}}}"""), Throws.InvalidOperationException.With.Message.Contains(rule));
    }

    [Test]
    public void Is_not_asked_for_two_areas()
    {
        using var search = StacClients.Of(new Uri("http://localhost:1"));

        Assert.That(
            () => search.Query("""{"bbox":[1,2,3,4],"filter":{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[1,2,3,4]}]}}"""),
            Throws.InvalidOperationException.With.Message.Contains("must be the only area, bbox included"));
    }

    [TestCase("""{"conformsTo":["https://api.stacspec.org/v1.0.0/item-search"]}""", false)]
    [TestCase("""{}""", false)]
    [TestCase(Landing, true)]
    public async Task Is_asked_with_a_filter_only_if_it_declares_to_know_it(string landing, bool asked)
    {
        await using var api = await ScriptedApi.OfBodiesAsync(landing, Page([One]));
        using var search = StacClients.Of(api.Url, options => options.CheckConformance = true);
        Task<List<CataloguePage>> Ask() => search.PagesAsync(search.Query(Filter));

        if (asked)
            Assert.That((await Ask()).Single().Products, Has.Count.EqualTo(1));
        else
            Assert.That(Ask, Throws.TypeOf<CatalogueFailedException>().With.Message.Contains("does not declare conformance to item-search#query"));
        Assert.That(await search.PagesAsync(search.Query("{}")), Has.Count.EqualTo(1));
        Assert.That(api.Requests.Count(request => request.StartsWith("GET / ", StringComparison.Ordinal)), Is.EqualTo(1), "the landing page is read once");
    }
}
