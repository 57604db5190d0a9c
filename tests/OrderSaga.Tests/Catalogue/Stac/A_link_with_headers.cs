using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Tests.Catalogue.Searches;
using static OrderSaga.Tests.Catalogue.Stac.ScriptedApi;

namespace OrderSaga.Tests.Catalogue.Stac;

/// <summary>STAC API: the next page may be told by headers, and nothing else in the link may differ.</summary>
public sealed class A_link_with_headers
{
    const string Search = """{"limit":1000,"sortby":[{"field":"properties.datetime","direction":"asc"},{"field":"id","direction":"asc"}]""";

    static readonly string One = new SearchItem("one").ToString();
    static readonly string Two = new SearchItem("two").ToString();
    static readonly string Three = new SearchItem("three").ToString();

    [TestCase("""{"rel":"next","href":"{url}search","method":"POST","headers":{"Search-After":"one"},"merge":true}""", "POST /search " + Search + "}")]
    [TestCase("""{"rel":"next","href":"search","method":"POST","headers":{"Search-After":"one"}}""", "POST /search " + Search + "}")]
    [TestCase("""{"rel":"next","href":"search","headers":{"Search-After":"one"},"merge":true}""", "POST /search " + Search + "}", Description = "a POST is to be merged into")]
    [TestCase("""{"rel":"next","href":"search","method":"POST","headers":{"search-after":"one"},"body":{"token":"2"},"merge":true}""", "POST /search " + Search + ",\"token\":\"2\"}")]
    [TestCase("""{"rel":"next","href":"search","method":"POST","headers":{"Search-After":["one"]},"body":{"token":"2"}}""", "POST /search {\"token\":\"2\"}")]
    [TestCase("""{"rel":"next","href":"search","headers":{"Search-After":"one"},"body":{"token":"2"}}""", "POST /search {\"token\":\"2\"}", Description = "no GET has a body")]
    [TestCase("""{"rel":"next","href":"search?q=1","method":"GET","headers":{"Search-After":"one","Accept":"application/geo+json;v=2"}}""", "GET /search?q=1 ")]
    [TestCase("""{"rel":"next","href":"search?q=1","headers":{"Search-After":"one"}}""", "GET /search?q=1 ")]
    public async Task Is_followed_with_them(string link, string request)
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], link), Page([Two]));
        using var search = StacClients.Of(api.Url, options => options.Authorization = "Bearer mine");

        Assert.That(await search.IdsAsync("{}"), Is.EqualTo(new[] { "one", "two" }));
        Assert.That(api.Requests[1], Is.EqualTo(request));
        Assert.That((api.Headers[1]["Search-After"], api.Headers[1]["Authorization"]), Is.EqualTo(("one", "Bearer mine")));
        Assert.That(api.Headers[1]["Accept"], Does.StartWith("application/geo+json").And.EndsWith(link.Contains("v=2", StringComparison.Ordinal) ? "v=2" : "application/json"));
    }

    [Test]
    public async Task Changes_neither_what_lets_us_in_nor_what_frames_the_request()
    {
        const string link = """{"rel":"next","href":"search","method":"POST","headers":{"X-Key":"theirs","Host":"evil.example","Content-Length":"1","Content-Type":"text/plain","Transfer-Encoding":"chunked","Page":2,"More":["a","b"]}}""";
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], link), Page([Two]));
        using var search = StacClients.Of(api.Url, options => (options.Authorization, options.AuthorizationHeader) = ("mine", "X-KEY"));

        Assert.That(await search.IdsAsync("{}"), Is.EqualTo(new[] { "one", "two" }));
        var sent = api.Headers[1];
        Assert.That((sent["X-Key"], sent["Host"], sent["Content-Type"], sent["Page"], sent["More"]), Is.EqualTo(("mine", api.Url.Authority, "application/json", "2", "a, b")));
        Assert.That(api.Requests[1], Is.EqualTo("POST /search " + Search + "}"));
    }

    [Test]
    public async Task Is_another_place_when_they_differ_and_a_loop_when_nothing_does()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], Next("a")), Page([Two], Next("b")), Page([Three], Next("A")), Page([], Next("A")));
        await using var loop = await ScriptedApi.OfBodiesAsync(Page([One], Next("a")), Page([Two], Next("b")), Page([Three], Next("a")));
        using var search = StacClients.Of(api.Url);
        using var lost = StacClients.Of(loop.Url);

        Assert.That(await search.IdsAsync("{}"), Is.EqualTo(new[] { "one", "two", "three" }));
        Assert.That(api.Headers.Select(headers => headers.GetValueOrDefault("Search-After")), Is.EqualTo(new[] { null, "a", "b", "A" }));
        Assert.That(() => lost.IdsAsync("{}"), Throws.TypeOf<CatalogueFailedException>().With.Message.EqualTo("The catalogue can't be read: its link to the next page leads back to a page that was read."));
        Assert.That(loop.Requests, Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Gives_them_to_the_next_page_alone()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], Next("a")), Page([Two], """{"rel":"next","href":"search?token=3"}"""), Page([Three]));
        using var search = StacClients.Of(api.Url);

        Assert.That(await search.IdsAsync("{}"), Has.Count.EqualTo(3));
        Assert.That(api.Headers[2].Keys, Has.No.Member("Search-After"));
    }

    [Test]
    public async Task Is_followed_after_a_restart_too()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], Next("a")), Page([Two]));
        using var first = StacClients.Of(api.Url);
        using var second = StacClients.Of(api.Url);
        string? resume = null;
        await foreach (var page in first.SearchAsync(first.Query("{}"), null, default))
        {
            resume = page.Next;
            break;
        }

        await second.PagesAsync(second.Query("{}"), resume);

        Assert.That(api.Headers[1]["Search-After"], Is.EqualTo("a"));
    }

    [Test]
    public async Task Leads_to_no_other_host()
    {
        await using var other = await ScriptedApi.OfBodiesAsync(Page([Two]));
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], $$"""{"rel":"next","href":"{{other.Url}}search","method":"POST","headers":{"Search-After":"one"},"merge":true}"""));
        using var search = StacClients.Of(api.Url, options => options.Authorization = "Bearer mine");

        Assert.That(() => search.IdsAsync("{}"), Throws.TypeOf<CatalogueFailedException>().With.Message.Contains($"leads to {other.Url.GetLeftPart(UriPartial.Authority)} and not to"));
        Assert.That(other.Requests, Is.Empty);
    }

    [TestCase("[]", "has headers that are no object")]
    [TestCase("\"Search-After: one\"", "has headers that are no object")]
    [TestCase("""{"Search-After":{"a":1}}""", "has a header Search-After that can't be sent")]
    [TestCase("""{"Search-After":[]}""", "has a header Search-After that can't be sent")]
    [TestCase("""{"Search-After":"one\r\nAuthorization: theirs"}""", "has a header Search-After that can't be sent")]
    [TestCase("""{"Search-After":"früh"}""", "has a header Search-After that can't be sent")]
    [TestCase("""{"Search After":"one"}""", "has a header Search After that can't be sent")]
    [TestCase("""{"":"one"}""", "has a header  that can't be sent")]
    public async Task Is_not_followed_with_what_no_request_can_have(string headers, string reason)
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], $$"""{"rel":"next","href":"search?q=1","headers":{{headers}}}"""), Page([Two]));
        using var search = StacClients.Of(api.Url);

        Assert.That(() => search.IdsAsync("{}"), Throws.TypeOf<CatalogueFailedException>().With.Message.Contains("its link to the next page " + reason));
        Assert.That(api.Requests, Has.Length.EqualTo(1));
    }

    static string Next(string after) => $$"""{"rel":"next","href":"search","method":"POST","headers":{"Search-After":"{{after}}"},"merge":true}""";
}
