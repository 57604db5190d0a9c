using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Tests.Catalogue.Searches;
using static OrderSaga.Tests.Catalogue.Stac.ScriptedApi;

namespace OrderSaga.Tests.Catalogue.Stac;

/// <summary>What other APIs do, and what may come of it.</summary>
public sealed class An_API_of_its_own_kind
{
    static readonly string One = new SearchItem("one").ToString();
    static readonly string Two = new SearchItem("two").ToString();

    [TestCase("""{"rel":"next","href":"{url}search?token=2"}""", "GET /search?token=2 ")]
    [TestCase("""{"rel":"next","href":"search?token=2"}""", "GET /search?token=2 ")]
    [TestCase("""{"rel":"next","href":"/deep/search?page=2","method":"get"}""", "GET /deep/search?page=2 ")]
    [TestCase("""{"rel":"next","href":"{url}search","method":"POST","body":{"token":"2"},"merge":true}""", """POST /search {"limit":1000,"sortby":[{"field":"properties.datetime","direction":"asc"},{"field":"id","direction":"asc"}],"token":"2"}""")]
    [TestCase("""{"rel":"next","href":"{url}search","method":"POST","body":{"limit":5,"token":"2"},"merge":true}""", """POST /search {"sortby":[{"field":"properties.datetime","direction":"asc"},{"field":"id","direction":"asc"}],"limit":5,"token":"2"}""")]
    [TestCase("""{"rel":"next","href":"{url}search","method":"POST","body":{"token":"2"}}""", """POST /search {"token":"2"}""")]
    [TestCase("""{"rel":"next","href":"{url}search?token=2","method":"POST"}""", """POST /search?token=2 {"limit":1000,"sortby":[{"field":"properties.datetime","direction":"asc"},{"field":"id","direction":"asc"}]}""")]
    public async Task Is_followed_as_its_link_says(string link, string request)
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], link), Page([Two]));
        using var search = StacClients.Of(api.Url);

        Assert.That(await search.IdsAsync("{}"), Is.EqualTo(new[] { "one", "two" }));
        Assert.That(api.Requests[1], Is.EqualTo(request));
    }

    [TestCase("""{"rel":"next"}""", "has no href")]
    [TestCase("""{"rel":"next","href":7}""", "has no href")]
    [TestCase("""{"rel":"next","href":"http://[","method":"GET"}""", "has an href that is no address")]
    [TestCase("""{"rel":"next","href":"search","method":"DELETE"}""", "asks for the method DELETE")]
    [TestCase("""{"rel":"next","href":"search","method":"POST","body":[1]}""", "has a body that is no object")]
    [TestCase("""{"rel":"next","href":"https://127.0.0.1:1/search"}""", "leads to https://127.0.0.1:1 and not to")]
    [TestCase("""{"rel":"next","href":"//evil.example.org/search"}""", "leads to http://evil.example.org and not to")]
    [TestCase("""{"rel":"next","href":"file:///etc/passwd"}""", "leads to file://")]
    public async Task Is_not_followed_anywhere(string link, string reason)
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], link), Page([Two]));
        using var search = StacClients.Of(api.Url);

        Assert.That(() => search.IdsAsync("{}"), Throws.TypeOf<CatalogueFailedException>().With.Message.Contains("its link to the next page " + reason));
        Assert.That(api.Requests, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task May_lead_on_behind_its_end()
    {
        const string link = """{"rel":"next","href":"search?token=2"}""";
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], link), Page([], link));
        using var search = StacClients.Of(api.Url);

        Assert.That(await search.IdsAsync("{}"), Is.EqualTo(new[] { "one" }));
    }

    [Test]
    public async Task May_have_empty_pages_but_not_without_end()
    {
        var number = 0;
        await using var api = await ScriptedApi.StartAsync((_, _, http) => http.Response.WriteAsync(
            Page([], $$"""{"rel":"next","href":"search?token={{Interlocked.Increment(ref number)}}"}""")));
        using var search = StacClients.Of(api.Url);

        Assert.That(() => search.IdsAsync("{}"), Throws.TypeOf<CatalogueFailedException>().With.Message.Contains("101 pages without an item"));
    }

    [Test]
    public async Task May_give_fewer_items_a_page_than_asked_for_where_pages_are_numbered()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One]), Page([Two]), Page([]));
        using var search = StacClients.Of(api.Url, options => options.Paging = StacPaging.Page);

        Assert.That(await search.IdsAsync("{}"), Is.EqualTo(new[] { "one", "two" }));
        Assert.That(api.Requests.Select(request => request[^9..]), Is.EqualTo(new[] { "\"page\":1}", "\"page\":2}", "\"page\":3}" }));
    }

    [TestCase("[]", "its answer is a JSON value and no object")]
    [TestCase("{}", "its answer has no features")]
    [TestCase("""{"features":{}}""", "its answer has features that are no array")]
    [TestCase("""{"features":[]}}""", "its answer is no JSON")]
    [TestCase("""{"features":[{]}""", "its answer is no JSON")]
    [TestCase("", "its answer is no JSON")]
    [TestCase("null", "its answer is a JSON value and no object")]
    public async Task Fails_the_search_when_its_page_is_none(string page, string reason)
    {
        await using var api = await ScriptedApi.OfBodiesAsync(page);
        using var search = StacClients.Of(api.Url);

        Assert.That(() => search.IdsAsync("{}"), Throws.TypeOf<CatalogueFailedException>().With.Message.Contains(reason));
    }

    [Test]
    public async Task Has_items_that_are_reported_and_not_crashed_on()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page(
            ["7", "{}", """{"type":"Feature","id":7,"properties":{}}""", """{"type":"Feature","id":"no-urn","properties":{}}""", """{"type":"Feature","id":"\ud800","properties":{"regards:urn":"\ud800"}}""", One]));
        using var search = StacClients.Of(api.Url);

        var page = (await search.PagesAsync(search.Query("{}"))).Single();

        Assert.That(page.Products.Single().Id, Is.EqualTo("one"));
        Assert.That(page.Unusable.Select(item => (item.Identifier, item.Fault)), Is.EqualTo(new[]
        {
            (null, "type nothing: a STAC item is an object with \"type\": \"Feature\""),
            (null, "type nothing: a STAC item is an object with \"type\": \"Feature\""),
            (null, "id 7: must be a text"),
            ("no-urn", "properties.regards:urn nothing: must be a text that is not blank"),
            (null, "id \"\\ud800\": must be a text"),
        }));
    }

    [Test]
    public async Task Can_have_urns_as_ids_and_the_rest_in_properties_of_its_own()
    {
        var urn = CatalogueFiles.Urn(77);
        var item = $$"""{"type":"Feature","id":"{{urn}}","properties":{"providerId":"P1"},"assets":{"a":{"href":"https://a.example.org/1","file:size":5} } }""";
        await using var api = await ScriptedApi.OfBodiesAsync(Page([item]));
        using var search = StacClients.Of(api.Url, options => (options.IdProperty, options.UrnProperty, options.AssetsAreOnline) = ("providerId", "urn", false));

        var product = (await search.PagesAsync(search.Query("{}"))).Single().Products.Single();
        var byUrn = await search.FindAsync(urn, null, default);
        var byId = await search.FindAsync("P1", null, default);

        Assert.That(product, Is.EqualTo(new CatalogueProduct("P1", urn, "LTA_PRODUCT", "DATA", 5, false, null, null) { ItemId = urn }));
        Assert.That(new[] { byUrn, byId }, Has.All.EqualTo(new CatalogueAnswer.Found(product)));
        Assert.That(api.Requests[1..], Is.EqualTo(new[]
        {
            $$"""POST /search {"limit":10,"ids":["{{urn}}"]}""",
            """POST /search {"limit":10,"query":{"providerId":{"in":["P1"]}}}""",
        }));
    }

    [Test]
    public async Task Can_have_urns_as_ids_alone()
    {
        var urn = CatalogueFiles.Urn(78);
        await using var api = await ScriptedApi.OfBodiesAsync(Page([$$"""{"type":"Feature","id":"{{urn}}","properties":{} }""", """{"type":"Feature","id":"P1","properties":{} }"""]));
        using var search = StacClients.Of(api.Url, options => options.UrnProperty = "");

        var page = (await search.PagesAsync(search.Query("{}"))).Single();
        var found = await search.FindAsync(urn, null, default);

        Assert.That(page.Products.Single(), Is.EqualTo(new CatalogueProduct(urn, urn, "LTA_PRODUCT", "DATA", null, false, null, null)));
        Assert.That(page.Unusable.Single(), Is.EqualTo(new UnusableItem("P1", "id \"P1\": must be a REGARDS URN, which starts with URN:")));
        Assert.That(found, Is.EqualTo(new CatalogueAnswer.Found(page.Products.Single())));
        Assert.That(api.Requests[^1], Does.Contain("\"ids\""));
    }

    [Test]
    public async Task May_not_give_a_part_of_an_answer()
    {
        await using var api = await ScriptedApi.StartAsync((_, _, http) =>
        {
            http.Response.StatusCode = StatusCodes.Status206PartialContent;
            return http.Response.WriteAsync(Page([One]));
        });
        using var search = StacClients.Of(api.Url);

        Assert.That(() => search.IdsAsync("{}"), Throws.TypeOf<CatalogueFailedException>().With.Message.Contains("it answered 206 Partial Content"));
    }

    [Test]
    public async Task Is_not_read_beyond_the_size_that_is_allowed([Values] bool told)
    {
        await using var api = await ScriptedApi.StartAsync(async (_, _, http) =>
        {
            var body = new byte[300_000];
            if (told)
                http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body);
        });
        using var search = StacClients.Of(api.Url, options => options.MaxResponseBytes = 100_000);

        Assert.That(() => search.IdsAsync("{}"), Throws.TypeOf<CatalogueFailedException>().With.Message.Contains("its answer has more than 100000 bytes (Catalogue:MaxResponseBytes)"));
        Assert.That(api.Requests, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task May_send_its_page_packed()
    {
        await using var api = await ScriptedApi.StartAsync(async (_, _, http) =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new System.IO.Compression.GZipStream(http.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            await packed.WriteAsync(System.Text.Encoding.UTF8.GetBytes("\uFEFF" + Page([One])));
        });
        using var search = StacClients.Of(api.Url);

        Assert.That(await search.IdsAsync("{}"), Is.EqualTo(new[] { "one" }));
    }

    [Test]
    public async Task Does_not_lead_the_header_that_lets_us_in_elsewhere_by_a_redirect()
    {
        await using var other = await ScriptedApi.OfBodiesAsync(Page([One]));
        await using var api = await ScriptedApi.StartAsync((_, _, http) =>
        {
            http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            http.Response.Headers.Location = other.Url + "search";
            return Task.CompletedTask;
        });
        using var search = StacClients.Of(api.Url, options => (options.AuthorizationHeader, options.Authorization) = ("X-API-Key", "s3cret"));

        Assert.That(() => search.IdsAsync("{}"), Throws.TypeOf<CatalogueFailedException>().With.Message.Contains($"it answered 307 Temporary Redirect to {other.Url}search, which is not followed"));
        Assert.That(api.Headers.Single()["X-API-Key"], Is.EqualTo("s3cret"));
        Assert.That(other.Requests, Is.Empty);
    }
}
