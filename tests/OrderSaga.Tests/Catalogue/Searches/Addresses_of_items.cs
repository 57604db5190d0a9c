using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Catalogue;

namespace OrderSaga.Tests.Catalogue.Searches;

/// <summary>An address names one item: its catalogue, its collection and its id, which is unique within that collection alone.</summary>
[TestFixtureSource(typeof(CatalogueKind), nameof(CatalogueKind.All))]
public sealed class Addresses_of_items(CatalogueKind kind)
{
    static readonly SearchItem One = new("SAME-ID") { Collection = "k1" };
    static readonly SearchItem Two = new("SAME-ID") { Collection = "k2" };
    static readonly SearchItem Other = new("OTHER") { Collection = "k1" };
    static readonly SearchItem Odd = new("a/b c?d#e") { Collection = "k 3/x" };
    static readonly SearchItem Bad = new("BAD") { Collection = "k2", Urn = "URN:x" };
    static readonly SearchItem Alone = new("ALONE") { Collection = null };

    SearchWorld _world = null!;

    [OneTimeSetUp]
    public async Task Open() => _world = await OfAsync("");

    [OneTimeTearDown]
    public async Task Close() => await _world.DisposeAsync();

    [TestCase("collections/k1/items/SAME-ID", "k1")]
    [TestCase("collections/k2/items/SAME-ID", "k2")]
    [TestCase("collections/k2/items/SAME-ID/", "k2")]
    [TestCase("collections/k2/items/SAME-ID?f=json#top", "k2")]
    [TestCase("collections/k1/items/OTHER", "k1")]
    [TestCase("collections/k9/items/OTHER", null, Description = "the item is in another collection")]
    [TestCase("collections/k2/items/OTHER", null)]
    [TestCase("collections/k9/items/SAME-ID", null)]
    [TestCase("collections/K2/items/SAME-ID", null, Description = "case counts")]
    [TestCase("collections/k2/items/same-id", null)]
    [TestCase("collections/k%203%2Fx/items/a%2Fb%20c%3Fd%23e", "k 3/x", Description = "escaped")]
    [TestCase("collections/k1/items/ALONE", null, Description = "an item of no collection")]
    [TestCase("items/ALONE", "")]
    [TestCase("items/OTHER", "k1")]
    [TestCase("OTHER", null, Description = "no address of an item")]
    [TestCase("collections/k1/OTHER", null)]
    [TestCase("collections/k1", null)]
    [TestCase("", null)]
    public async Task Name_one_item(string path, string? collection)
    {
        var single = await _world.Catalogue.FindAsync(_world.Url + path, Queries.Tenant, default);
        var listed = (await _world.Search.FindManyAsync([_world.Url + path], Queries.Tenant, default)).Single();

        foreach (var answer in new[] { single, listed })
        {
            if (collection is null)
                Assert.That(answer, Is.TypeOf<CatalogueAnswer.NotFound>());
            else
                Assert.That(((CatalogueAnswer.Found)answer).Product.Collection ?? "", Is.EqualTo(collection));
        }
    }

    [Test]
    public async Task Tell_apart_what_an_id_does_not()
    {
        var answers = await _world.Search.FindManyAsync(
            ["SAME-ID", _world.Url + "items/SAME-ID", _world.Url + "collections/k1/items/SAME-ID", _world.Url + "collections/k2/items/SAME-ID", _world.Url + "collections/k1/items/" + One.Urn, _world.Url + "collections/k2/items/" + One.Urn],
            Queries.Tenant, default);

        Assert.That(
            answers.Select(answer => answer is CatalogueAnswer.Found found ? found.Product.Urn : answer.ToString()),
            Is.EqualTo(new[] { new CatalogueAnswer.Ambiguous(2).ToString(), new CatalogueAnswer.Ambiguous(2).ToString(), One.Urn, Two.Urn, One.Urn, new CatalogueAnswer.NotFound().ToString() }));
    }

    [Test]
    public async Task Name_an_unusable_item_too() =>
        Assert.That((await _world.Search.FindManyAsync([_world.Url + "collections/k2/items/BAD"], Queries.Tenant, default)).Single(), Is.TypeOf<CatalogueAnswer.Unusable>());

    [TestCase("https://stac.example.org/v1", "https://stac.example.org/v1/collections/k2/items/SAME-ID", true)]
    [TestCase("https://stac.example.org/v1/", "http://STAC.example.org/v1/collections/k2/items/SAME-ID", true, Description = "however it is reached")]
    [TestCase("https://stac.example.org/v1", "https://stac.example.org/collections/k2/items/SAME-ID", false)]
    [TestCase("https://stac.example.org/v1", "https://stac.example.org/v1x/collections/k2/items/SAME-ID", false)]
    [TestCase("https://stac.example.org/v1", "https://stac.example.org/v1/deep/collections/k2/items/SAME-ID", false)]
    [TestCase("https://stac.example.org/v1", "https://elsewhere.example.org/v1/collections/k2/items/SAME-ID", false)]
    [TestCase("https://stac.example.org/v1", "https://stac.example.org:8443/v1/collections/k2/items/SAME-ID", false)]
    [TestCase("https://stac.example.org:8443/v1", "https://stac.example.org:8443/v1/collections/k2/items/SAME-ID", true)]
    [TestCase("https://stac.example.org/v1", "https://me@stac.example.org/v1/collections/k2/items/SAME-ID", false)]
    public async Task Keep_to_the_catalogue_s_own(string publicUrl, string address, bool found)
    {
        await using var world = await OfAsync(publicUrl);

        Assert.That(await world.Catalogue.FindAsync(address, null, default), found ? Is.TypeOf<CatalogueAnswer.Found>() : Is.TypeOf<CatalogueAnswer.NotFound>());
    }

    [Test]
    public async Task Are_told_of_what_a_bulk_does_not_order()
    {
        await using var world = await OfAsync("https://stac.example.org/v1");
        var pages = new BulkSource(world.Search).ReadAsync(
            BulkSelection.Of(world.Search.Query("""{"filter":{"op":"in","args":[{"property":"id"},["SAME-ID","BAD"]]}}""")), new BulkSource.Scope(Queries.Tenant, Queries.ResolvedAt, 100), null, default);

        var names = await pages.SelectMany(page => page.Candidates).Select(candidate => candidate.Identifier).ToListAsync();

        Assert.That(names, Is.EquivalentTo(new[] { "SAME-ID", "SAME-ID", "https://stac.example.org/v1/collections/k2/items/BAD" }));
        Assert.That(world.Search.AddressOf("k 3/x", "a/b c"), Is.EqualTo("https://stac.example.org/v1/collections/k%203%2Fx/items/a%2Fb%20c"));
        Assert.That(await world.Catalogue.FindAsync(world.Search.AddressOf(Odd.Collection, Odd.Id)!, null, default), Is.TypeOf<CatalogueAnswer.Found>());
    }

    Task<SearchWorld> OfAsync(string publicUrl) => SearchWorld.OfAsync(kind, new[] { One, Two, Other, Odd, Bad, Alone }.Select(item => item.ToString()), publicUrl: publicUrl);
}
