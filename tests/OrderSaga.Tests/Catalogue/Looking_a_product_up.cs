using NUnit.Framework;
using OrderSaga.Catalogue;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;

namespace OrderSaga.Tests.Catalogue;

public sealed class Looking_a_product_up
{
    readonly CatalogueFiles _files = new();
    FileCatalogue _catalogue = null!;

    [OneTimeSetUp]
    public async Task Load() => _catalogue = await _files.Write(
        Item("S2A_ONE.SAFE", Urn(1), more: "\"collection\":\"s2\","),
        Item("name with blank", Urn(2)),
        Item("twice", Urn(3)),
        Item("twice", Urn(4)),
        Item("in-two-tenants", Urn(5, "north")),
        Item("in-two-tenants", Urn(6, "south")),
        Item(Urn(7), Urn(7))).LoadAsync();

    [OneTimeTearDown]
    public void Delete() => _files.Dispose();

    [TestCase("S2A_ONE.SAFE")]
    [TestCase("https://stac.example.org/collections/s2/items/S2A_ONE.SAFE")]
    [TestCase("http://stac.example.org/collections/s2/items/S2A_ONE.SAFE/")]
    [TestCase("https://stac.example.org/collections/s2/items/S2A_ONE.SAFE?f=json#top")]
    public async Task Finds_it_by_id_or_item_url(string identifier) =>
        Assert.That(await UrnOf(identifier), Is.EqualTo(Urn(1)));

    [Test]
    public async Task Finds_it_by_urn_and_by_an_item_url_that_ends_in_its_urn()
    {
        Assert.That(await UrnOf(Urn(1)), Is.EqualTo(Urn(1)));
        Assert.That(await UrnOf("https://stac.example.org/items/" + Urn(1)), Is.EqualTo(Urn(1)));
    }

    [Test]
    public async Task Reads_an_escaped_item_url() =>
        Assert.That(await UrnOf("https://stac.example.org/items/name%20with%20blank"), Is.EqualTo(Urn(2)));

    [TestCase("unknown")]
    [TestCase("s2a_one.safe", Description = "ids are told apart by case")]
    [TestCase("")]
    [TestCase("https://stac.example.org/")]
    [TestCase("https://stac.example.org/items/unknown")]
    [TestCase("ftp://stac.example.org/items/S2A_ONE.SAFE")]
    [TestCase("items/S2A_ONE.SAFE")]
    [TestCase("https://stac.example.org/S2A_ONE.SAFE", Description = "an address of something else")]
    [TestCase("https://stac.example.org/collections/s2/S2A_ONE.SAFE")]
    [TestCase("https://stac.example.org/collections/s2/items/S2A_ONE.SAFE/thumbnail")]
    [TestCase("https://stac.example.org/collections/s3/items/S2A_ONE.SAFE", Description = "another collection")]
    [TestCase("https://stac.example.org/collections/S2/items/S2A_ONE.SAFE")]
    [TestCase("https://stac.example.org/collections//items/S2A_ONE.SAFE")]
    public async Task Does_not_find_what_is_not_there(string identifier) =>
        Assert.That(await _catalogue.FindAsync(identifier, null, default), Is.TypeOf<CatalogueAnswer.NotFound>());

    [TestCase("twice")]
    [TestCase("https://stac.example.org/items/twice")]
    public async Task Counts_the_products_of_an_id_that_names_several(string identifier) =>
        Assert.That(await _catalogue.FindAsync(identifier, null, default), Is.EqualTo(new CatalogueAnswer.Ambiguous(2)));

    [Test]
    public async Task Tells_products_of_an_ambiguous_id_apart_by_urn() =>
        Assert.That(await UrnOf(Urn(4)), Is.EqualTo(Urn(4)));

    [Test]
    public async Task Keeps_to_the_tenant_asked_for()
    {
        Assert.That(await UrnOf("in-two-tenants", "south"), Is.EqualTo(Urn(6, "south")));
        Assert.That(await _catalogue.FindAsync("in-two-tenants", null, default), Is.EqualTo(new CatalogueAnswer.Ambiguous(2)));
        Assert.That(await _catalogue.FindAsync("in-two-tenants", "west", default), Is.TypeOf<CatalogueAnswer.NotFound>());
    }

    [Test]
    public async Task Counts_an_item_whose_id_is_its_urn_once() =>
        Assert.That(await UrnOf(Urn(7)), Is.EqualTo(Urn(7)));

    [Test]
    public async Task Finds_nothing_without_a_catalogue() =>
        Assert.That(await new NoCatalogue().FindAsync(Urn(1), null, default), Is.TypeOf<CatalogueAnswer.NotFound>());

    async Task<string?> UrnOf(string identifier, string? tenant = null) =>
        (await _catalogue.FindAsync(identifier, tenant, default) as CatalogueAnswer.Found)?.Product.Urn;
}
