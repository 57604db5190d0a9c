using NUnit.Framework;
using OrderSaga.Catalogue;

namespace OrderSaga.Tests.Catalogue.Searches;

/// <summary>What becomes of the items that a search or a list finds.</summary>
[TestFixtureSource(typeof(CatalogueKind), nameof(CatalogueKind.All))]
public sealed class Products_of_a_search(CatalogueKind kind)
{
    [Test]
    public async Task Leaves_out_other_tenants_and_what_was_created_after_the_query()
    {
        await using var world = await OfAsync(
            new SearchItem("before") { More = ",\"created\":\"2026-06-01T00:00:00Z\"" },
            new SearchItem("after") { More = ",\"created\":\"2026-06-01T00:00:01Z\"" },
            new SearchItem("undated"),
            new SearchItem("odd") { More = ",\"created\":\"yesterday\"" },
            new SearchItem("foreign") { Urn = CatalogueFiles.Urn(900, "other") });

        Assert.That(await world.Search.IdsAsync("""{"sortBy":"id"}"""), Is.EqualTo(new[] { "before", "odd", "undated" }));
    }

    [Test]
    public async Task Tells_size_and_what_is_online_as_of_now()
    {
        const string online = ",\"order:status\":\"succeeded\",\"file:size\":12,\"eviction_date\":\"2030-01-01T00:00:00Z\",\"created\":\"2024-01-02T00:00:00Z\"";
        await using var before = await OfAsync(new Clock(2029), new SearchItem("a") { More = online });
        await using var after = await OfAsync(new Clock(2031), new SearchItem("a") { More = online });

        var then = (await before.Search.PagesAsync(before.Search.Query("{}")))[0].Products.Single();
        var later = (await after.Search.PagesAsync(after.Search.Query("{}")))[0].Products.Single();

        Assert.That((then.Online, then.Size, then.EvictionDate?.Year, then.Model, then.EntityType), Is.EqualTo((true, (long?)12, (int?)2030, "M", "DATA")));
        Assert.That((later.Online, later.EvictionDate), Is.EqualTo((false, (DateTime?)null)));
        Assert.That(then.Created, Is.EqualTo(new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc)));
    }

    [Test]
    public async Task Reports_items_that_can_not_be_ordered()
    {
        var longId = new string('x', 101);
        await using var world = await OfAsync(new SearchItem("good"), new SearchItem("bad") { Urn = "URN:AIP:DATA:lta-test:1:V1" }, new SearchItem(longId));

        var pages = await world.Search.PagesAsync(world.Search.Query("{}"));

        Assert.That(pages.SelectMany(page => page.Products).Select(product => product.Id), Is.EqualTo(new[] { "good" }));
        Assert.That(pages.SelectMany(page => page.Unusable).Select(item => item.Identifier).Order(StringComparer.Ordinal), Is.EqualTo(new[] { "bad", longId }));
        Assert.That(pages.SelectMany(page => page.Unusable).First(item => item.Identifier == "bad").Fault, Does.StartWith("urn 'URN:AIP:DATA:lta-test:1:V1': must be a REGARDS URN"));
    }

    [Test]
    public async Task Answers_each_identifier_of_a_list_in_its_place()
    {
        var (one, two, foreign) = (new SearchItem("one"), new SearchItem("two") { Collection = "s2" }, new SearchItem("both") { Urn = CatalogueFiles.Urn(901, "other") });
        await using var world = await OfAsync(
            one, two, new SearchItem("twice"), new SearchItem("twice") { Collection = "s2" }, new SearchItem("both"), foreign, new SearchItem("bad") { Urn = "URN:x" },
            new SearchItem("name with blank, and comma"));

        var answers = await world.Search.FindManyAsync(
            ["one", two.Urn, "none", "twice", "one", "both", foreign.Urn, "bad", "", world.Url + "collections/s2/items/two", world.Url + "items/" + one.Urn, world.Url + "items/name%20with%20blank%2C%20and%20comma", "ONE"],
            Queries.Tenant, CancellationToken.None);

        Assert.That(
            answers.Select(answer => answer switch
            {
                CatalogueAnswer.Found found => found.Product.Id,
                CatalogueAnswer.Ambiguous many => $"{many.Count} of them",
                CatalogueAnswer.Unusable => "unusable",
                _ => "-",
            }),
            Is.EqualTo(new[] { "one", "two", "-", "2 of them", "one", "both", "-", "unusable", "-", "two", "one", "name with blank, and comma", "-" }));
    }

    [Test]
    public async Task Looks_up_a_long_list_in_few_requests()
    {
        var items = Enumerable.Range(0, 350).Select(number => new SearchItem($"P{number:D3}")).ToArray();
        await using var world = await OfAsync(items);

        var answers = await world.Search.FindManyAsync([.. items.Reverse().Select(item => item.Id)], null, CancellationToken.None);

        Assert.That(answers.OfType<CatalogueAnswer.Found>().Select(found => found.Product.Id), Is.EqualTo(items.Reverse().Select(item => item.Id)));
        Assert.That(world.Server?.Requests.Count ?? 0, Is.LessThanOrEqualTo(8));
    }

    [Test]
    public async Task Finds_the_product_of_a_single_order_by_id_urn_or_address()
    {
        var item = new SearchItem("one");
        await using var world = await OfAsync(item, new SearchItem("twice"), new SearchItem("twice"));

        foreach (var identifier in new[] { "one", item.Urn, world.Url + "items/one?f=json" })
            Assert.That(await world.Catalogue.FindAsync(identifier, Queries.Tenant, default), Is.TypeOf<CatalogueAnswer.Found>().With.Property("Product").Property("Urn").EqualTo(item.Urn));
        Assert.That(await world.Catalogue.FindAsync("one", "other", default), Is.TypeOf<CatalogueAnswer.NotFound>());
        Assert.That(await world.Catalogue.FindAsync("twice", null, default), Is.EqualTo(new CatalogueAnswer.Ambiguous(2)));
        Assert.That(await world.Catalogue.FindAsync("none", null, default), Is.TypeOf<CatalogueAnswer.NotFound>());
        Assert.That(await world.Catalogue.FindAsync(CatalogueFiles.Urn(999), null, default), Is.TypeOf<CatalogueAnswer.NotFound>());
    }

    [Test]
    public async Task Goes_through_many_pages_without_a_gap_or_a_repetition()
    {
        var items = Enumerable.Range(0, 500).Select(number => new SearchItem($"P{number * 7919 % 500:D3}") { Datetime = $"2024-01-{(number % 3) + 1:D2}T00:00:00Z" }).ToArray();
        await using var world = await SearchWorld.OfAsync(kind, items.Select(item => item.ToString()), pageSize: 17);

        var ids = await world.Search.IdsAsync("{}");

        Assert.That(ids, Is.EqualTo(items.OrderBy(item => item.Datetime, StringComparer.Ordinal).ThenBy(item => item.Id, StringComparer.Ordinal).Select(item => item.Id)));
    }

    Task<SearchWorld> OfAsync(params SearchItem[] items) => SearchWorld.OfAsync(kind, items.Select(item => item.ToString()));

    Task<SearchWorld> OfAsync(TimeProvider clock, params SearchItem[] items) => SearchWorld.OfAsync(kind, items.Select(item => item.ToString()), clock: clock);

    sealed class Clock(int year) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
