using System.Globalization;
using NUnit.Framework;
using OrderSaga.Catalogue;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;

namespace OrderSaga.Tests.Catalogue.Searches;

/// <summary>STAC's order extension 1.1, asset roles and hrefs, by the same reading in every catalogue. It is 2030.</summary>
[TestFixtureSource(nameof(Kinds))]
public sealed class What_is_online_and_where(CatalogueKind kind)
{
    const string Data = """{"data":{"href":"https://a.example/p.zip","roles":["data"]}}""";
    const string Past = "\"2029-12-31T23:59:59Z\"";
    const string Future = "\"2031-01-01T00:00:00Z\"";

    static IEnumerable<CatalogueKind> Kinds => CatalogueKind.All.Take(2);

    [TestCase("\"order:status\":\"succeeded\",\"expires\":" + Past, false, null)]
    [TestCase("\"order:status\":\"succeeded\",\"order:expiration_date\":" + Past, false, null)]
    [TestCase("\"order:status\":\"succeeded\",\"expires\":" + Future, true, "2031-01-01T00:00:00Z")]
    [TestCase("\"order:status\":\"succeeded\",\"order:expiration_date\":\"2031-01-01T02:00:00+02:00\"", true, "2031-01-01T00:00:00Z")]
    [TestCase("\"order:status\":\"succeeded\",\"expires\":\"2031-01-01\"", true, "2031-01-02T00:00:00Z", Description = "until that day is over")]
    [TestCase("\"order:status\":\"succeeded\",\"expires\":\"2040-01-01T00:00:00Z\",\"eviction_date\":" + Future, true, "2031-01-01T00:00:00Z", Description = "the first of them")]
    [TestCase("\"order:status\":\"succeeded\",\"expires\":" + Future + ",\"order:expiration_date\":" + Past, false, null)]
    [TestCase("\"expires\":" + Past, false, null, Description = "online by its asset alone")]
    [TestCase("\"expires\":" + Future, true, "2031-01-01T00:00:00Z")]
    [TestCase("\"order:status\":\"shipping\",\"order:id\":\"o-1\",\"order:date\":" + Past + ",\"expires\":" + Future, false, null)]
    [TestCase("\"order:status\":\"orderable\",\"expires\":\"never\"", false, null, Description = "nobody asks")]
    [TestCase("\"order:status\":\"succeeded\",\"order:id\":\"o-1\",\"order:date\":" + Past, true, null)]
    public async Task Ends_when_item_or_order_expires(string properties, bool online, string? ends) =>
        Assert.That(Facts(await ProductAsync(properties, Data)), Is.EqualTo((online, ends, online ? "https://a.example/p.zip" : null)));

    [TestCase("", "\"order:status\":\"orderable\"", false, null)]
    [TestCase("", "\"order:status\":\"succeeded\"", true, null)]
    [TestCase("\"order:status\":\"orderable\"", "\"order:status\":\"succeeded\"", true, null, Description = "its own word goes first")]
    [TestCase("\"order:status\":\"succeeded\"", "\"order:status\":\"failed\"", false, null)]
    [TestCase("", "\"order:status\":\"succeeded\",\"expires\":" + Past, false, null)]
    [TestCase("", "\"order:status\":\"succeeded\",\"order:expiration_date\":" + Past, false, null)]
    [TestCase("", "\"order:status\":\"succeeded\",\"expires\":" + Future, true, "2031-01-01T00:00:00Z")]
    [TestCase("\"expires\":\"2030-06-01T00:00:00Z\"", "\"expires\":" + Future, true, "2030-06-01T00:00:00Z")]
    [TestCase("", "\"expires\":" + Past, false, null)]
    [TestCase("", "\"storage:tier\":\"Offline\"", false, null)]
    [TestCase("\"storage:tier\":\"Deep_Archive\"", "\"x\":1", false, null)]
    [TestCase("\"storage:tier\":\"Offline\"", "\"storage:tier\":\"Standard\"", true, null)]
    [TestCase("", "\"storage:tier\":\"Offline\",\"order:status\":\"succeeded\"", true, null)]
    public async Task Is_what_the_data_asset_says(string properties, string asset, bool online, string? ends) => Assert.That(
        Facts(await ProductAsync(properties, $$"""{"thumbnail":{"href":"https://a.example/t.png","roles":["thumbnail"],"order:status":"succeeded"},"data":{"href":"https://a.example/p.zip","roles":["data"],{{asset}}} }""")),
        Is.EqualTo((online, ends, online ? "https://a.example/p.zip" : null)));

    [TestCase("""{"a":{"href":"https://a.example/1","roles":["data"],"order:status":"succeeded"},"b":{"href":"https://a.example/2","roles":["data"],"order:status":"orderable"} }""", false, null)]
    [TestCase("""{"a":{"href":"https://a.example/1","roles":["data"],"expires":"2032-01-01T00:00:00Z"},"b":{"href":"https://a.example/2","roles":["data"],"expires":"2031-01-01T00:00:00Z"} }""", true, "2031-01-01T00:00:00Z")]
    [TestCase("""{"a":{"href":"https://a.example/1","roles":["data"]},"qa":{"href":"https://a.example/2","order:status":"orderable","expires":"2000-01-01T00:00:00Z"} }""", true, null)]
    public async Task Is_a_product_all_of_whose_data_are(string assets, bool online, string? ends) =>
        Assert.That(Facts(await ProductAsync("", assets)), Is.EqualTo((online, ends, online ? "https://a.example/1" : null)));

    [TestCase("""{"thumbnail":{"href":"https://a.example/t.png","roles":["thumbnail"],"type":"image/png"} }""")]
    [TestCase("""{"x":{"href":"https://a.example/t","roles":["Overview"]} }""")]
    [TestCase("""{"x":{"href":"https://a.example/t.tif","roles":["overview"],"type":"image/tiff; application=geotiff"} }""")]
    [TestCase("""{"x":{"href":"https://a.example/m","roles":["metadata","iso-19115"]} }""")]
    [TestCase("""{"x":{"href":"https://a.example/t","roles":"thumbnail"} }""")]
    [TestCase("""{"rendered_preview":{"href":"https://a.example/t"} }""")]
    [TestCase("""{"quicklook":{"href":"https://a.example/t.tif"},"granule_metadata":{"href":"https://a.example/m"} }""")]
    [TestCase("""{"x":{"href":"https://a.example/t","type":"image/png"},"y":{"href":"https://a.example/m","type":"application/xml; charset=utf-8"},"z":{"href":"https://a.example/i","type":"text/html"} }""")]
    [TestCase("""{"x":{"href":"https://a.example/t.JPG?size=3"},"y":{"href":"https://a.example/item.json"} }""")]
    [TestCase("""{}""")]
    public async Task Is_no_product_with_previews_and_metadata_alone(string assets)
    {
        Assert.That(Facts(await ProductAsync("", assets)), Is.EqualTo((false, (string?)null, (string?)null)));
        Assert.That(Facts(await ProductAsync("\"order:status\":\"succeeded\"", assets)), Is.EqualTo((true, (string?)null, (string?)null)), "it says so, and not where");
    }

    [TestCase("""{"thumbnail":{"href":"https://a.example/t.png"},"B01":{"href":"https://a.example/right"} }""")]
    [TestCase("""{"x":{"href":"https://a.example/x"},"y":{"href":"https://a.example/right","roles":["DATA"]} }""", Description = "the role first")]
    [TestCase("""{"x":{"href":"https://a.example/x.tif","roles":["data"],"type":"image/tiff"},"y":{"href":"https://a.example/right","roles":["data"],"type":"application/zip"} }""", Description = "then the media type")]
    [TestCase("""{"x":{"href":"https://a.example/x.jp2","roles":["data"]},"product":{"href":"https://a.example/right","roles":["data","metadata"]} }""", Description = "then the key")]
    [TestCase("""{"preview":{"href":"https://a.example/x.png","roles":["data"],"type":"image/png"},"b":{"href":"https://a.example/right","roles":["data"]} }""")]
    [TestCase("""{"preview":{"href":"https://a.example/x.jpg"},"Product":{"href":"https://a.example/right","type":"image/jpeg"} }""", Description = "an aerial photograph")]
    [TestCase("""{"x":{"href":"https://a.example/right"},"y":{"href":"https://a.example/y"} }""", Description = "then the order")]
    [TestCase("""{"x":{"href":"https://a.example/x","roles":["thumbnail"]},"y":{"href":"https://a.example/right","roles":["source"]} }""")]
    [TestCase("""{"visual":{"href":"https://a.example/x.tif","roles":["visual"]},"y":{"href":"https://a.example/right"} }""", Description = "data for the eye is data, and the last of it")]
    [TestCase("""{"visual":{"href":"https://a.example/right","roles":["visual"],"type":"image/tiff"},"thumbnail":{"href":"https://a.example/x"} }""")]
    [TestCase("""{"labels":{"href":"https://a.example/right","type":"application/geo+json"},"x":{"href":"https://a.example/x","type":"application/schema+json"} }""", Description = "features are data")]
    public async Task Is_where_the_likeliest_data_are(string assets) =>
        Assert.That((await ProductAsync("", assets)).Href, Is.EqualTo("https://a.example/right"));

    [TestCase("./p.zip", "https://cat.example/collections/c/items/p.zip")]
    [TestCase("../../x/p q.zip", "https://cat.example/collections/x/p%20q.zip")]
    [TestCase("/data/p.zip", "https://cat.example/data/p.zip")]
    [TestCase("p.zip?sig=1#x", "https://cat.example/collections/c/items/p.zip?sig=1#x")]
    [TestCase("//cdn.example/p.zip", "https://cdn.example/p.zip")]
    [TestCase("s3://bucket/p.zip", "s3://bucket/p.zip")]
    [TestCase("HTTPS://A.example/P.zip", "HTTPS://A.example/P.zip", Description = "an address is handed on as it is")]
    [TestCase("file:///data/p.zip", null)]
    [TestCase("C:\\\\data\\\\p.zip", null)]
    [TestCase("javascript:alert(1)", null)]
    [TestCase("javascript://a.example/%0aalert(1)", null)]
    [TestCase("data:text/plain,x", null)]
    public async Task Is_found_from_the_item_s_own_address(string href, string? address)
    {
        const string self = """{"rel":"root","href":"https://else.example/"},{"rel":"self","href":"https://cat.example/collections/c/items/a"}""";
        var product = await ProductAsync("", $$"""{"data":{"href":"{{href}}","roles":["data"]} }""", self);

        Assert.That((product.Online, product.Href), Is.EqualTo((true, address)));
    }

    [TestCase("")]
    [TestCase("""{"rel":"self","href":"./a.json"}""")]
    [TestCase("""{"rel":"self","href":"file:///data/a.json"}""")]
    [TestCase("""{"rel":"self","href":"/data/a.json"}""")]
    [TestCase("""{"rel":"self"},{"rel":"parent","href":"https://cat.example/"},7""")]
    public async Task Is_left_open_where_the_item_has_no_address_of_its_own(string links)
    {
        foreach (var href in new[] { "p.zip", "/data/p.zip", "../p.zip" })
        {
            var product = await ProductAsync("", $$"""{"data":{"href":"{{href}}","roles":["data"]} }""", links);
            Assert.That((product.Online, product.Href), Is.EqualTo((true, (string?)null)), href);
        }
    }

    [TestCase("\"expires\":\"soon\"", "\"x\":1", "properties.expires \"soon\": must be an ISO 8601 time as RFC 3339 has it")]
    [TestCase("\"order:expiration_date\":\"05/06/2031\"", "\"x\":1", "properties.order:expiration_date \"05/06/2031\": must be an ISO 8601")]
    [TestCase("\"x\":1", "\"expires\":7", "assets.data.expires 7: must be an ISO 8601")]
    [TestCase("\"x\":1", "\"order:status\":\"delivered\"", "assets.data.order:status \"delivered\": must be one of orderable")]
    [TestCase("\"x\":1", "\"order:status\":true", "assets.data.order:status true: must be a text")]
    public async Task Is_told_where_it_can_not_be_read(string properties, string asset, string fault)
    {
        await using var world = await OfAsync(properties, $$"""{"data":{"href":"https://a.example/p.zip","roles":["data"],{{asset}} } }""", "");

        var pages = await world.Search.PagesAsync(world.Search.Query("{}"));

        Assert.That(pages.SelectMany(page => page.Unusable).Single().Fault, Does.StartWith(fault));
    }

    async Task<CatalogueProduct> ProductAsync(string properties, string assets, string links = "")
    {
        await using var world = await OfAsync(properties, assets, links);
        var found = (await world.Search.PagesAsync(world.Search.Query("{}"))).SelectMany(page => page.Products).Single();
        Assert.That(await world.Catalogue.FindAsync("a", null, default), Is.EqualTo(new CatalogueAnswer.Found(found)));
        return found;
    }

    Task<SearchWorld> OfAsync(string properties, string assets, string links) =>
        SearchWorld.OfAsync(kind, [Item("a", Urn(1), properties, assets, more: $"\"collection\":\"c\",\"links\":[{links}],")], clock: new Clock());

    static (bool, string?, string?) Facts(CatalogueProduct product) =>
        (product.Online, product.EvictionDate?.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture), product.Href);

    sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
