using NUnit.Framework;
using OrderSaga.Catalogue;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;

namespace OrderSaga.Tests.Catalogue;

public sealed class What_an_item_says_of_its_product
{
    const string TwoAssets = """{"preview":{"href":"https://archive.example.org/p.png","roles":["overview"],"file:size":10},"product":{"href":"https://archive.example.org/p.zip","roles":["data"],"file:size":32}}""";

    [Test]
    public async Task Is_read_whole_when_it_is_online() => Assert.That(
        await Product("\"order:status\":\"succeeded\",\"file:size\":5000000000,\"regards:entity_type\":\"DATASET\",\"eviction_date\":\"2040-02-01T12:00:00+02:00\"", TwoAssets),
        Is.EqualTo(new CatalogueProduct(
            "a", Urn(1), "TEST_PRODUCT", "DATASET", 5_000_000_000, true, new DateTime(2040, 2, 1, 10, 0, 0, DateTimeKind.Utc), "https://archive.example.org/p.zip")));

    [Test]
    public async Task Is_offline_data_of_unknown_size_when_it_says_nothing_more() => Assert.That(
        await Product("", "{}"),
        Is.EqualTo(new CatalogueProduct("a", Urn(1), "TEST_PRODUCT", "DATA", null, false, null, null)));

    [TestCase("orderable", false)]
    [TestCase("ordered", false)]
    [TestCase("pending", false)]
    [TestCase("shipping", false)]
    [TestCase("succeeded", true)]
    [TestCase("failed", false)]
    [TestCase("canceled", false)]
    public async Task Follows_the_order_status_even_with_assets(string status, bool online)
    {
        var product = await Product($"\"order:status\":\"{status}\",\"eviction_date\":\"2040-01-01T00:00:00Z\"", TwoAssets);

        Assert.That((product.Online, product.Href is not null, product.EvictionDate is not null), Is.EqualTo((online, online, online)));
    }

    [Test]
    public async Task Is_online_with_an_asset_and_without_a_status() =>
        Assert.That((await Product("", TwoAssets)).Online, Is.True);

    [Test]
    public async Task Sums_the_sizes_of_the_assets_when_it_has_none_itself() =>
        Assert.That((await Product("", TwoAssets)).Size, Is.EqualTo(42));

    [Test]
    public async Task Takes_the_first_asset_when_none_is_marked_as_data() =>
        Assert.That((await Product("", """{"x":{"href":"https://archive.example.org/1"},"y":{"href":"https://archive.example.org/2"}}""")).Href, Is.EqualTo("https://archive.example.org/1"));

    [Test]
    public async Task Is_offline_from_its_eviction_date_on()
    {
        const string evicted = "\"order:status\":\"succeeded\",\"eviction_date\":\"2040-01-01T00:00:00Z\"";

        var before = await Product(evicted, TwoAssets, new Clock(new DateTimeOffset(2039, 12, 31, 23, 59, 59, TimeSpan.Zero)));
        var after = await Product(evicted, TwoAssets, new Clock(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        Assert.That(before.Online, Is.True);
        Assert.That(after, Is.EqualTo(before with { Online = false, EvictionDate = null, Href = null }));
    }

    static async Task<CatalogueProduct> Product(string properties, string assets, TimeProvider? clock = null)
    {
        using var files = new CatalogueFiles();
        var catalogue = await files.Write(Item("a", Urn(1), properties, assets)).LoadAsync(clock ?? new Clock(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        return ((CatalogueAnswer.Found)await catalogue.FindAsync("a", null, default)).Product;
    }

    sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
