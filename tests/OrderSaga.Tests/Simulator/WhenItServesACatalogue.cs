using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using OrderSaga.Regards.Values;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Scenarios;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac;

namespace OrderSaga.Tests.Simulator;

[TestFixture]
public sealed class WhenItServesACatalogue
{
    const int Products = 2000;

    readonly HttpClient _http = new();
    StacServer _server = null!;
    JsonElement[] _all = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _server = await StacServer.StartAsync(new StacSettings { Products = Products, Seed = 5 });
        _all = Items(await SearchAsync(new { limit = Products }));
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    [Test]
    public void Products_are_made_up_with_names_urns_and_times_of_their_own()
    {
        Assert.That(_all, Has.Length.EqualTo(Products));
        Assert.That(_all.Select(Id), Is.Unique);
        Assert.That(_all.Select(Urn), Is.Unique);
        Assert.That(_all.Select(item => item.GetProperty("properties").GetProperty("datetime").GetString()), Is.Unique.And.Ordered.Using((System.Collections.IComparer)StringComparer.Ordinal));
    }

    [Test]
    public void Products_are_such_as_REGARDS_takes()
    {
        Assert.That(_all.Select(item => Id(item).Length), Has.All.InRange(40, 100));
        Assert.That(_all.Select(item => RegardsUrn.TryParse(Urn(item), out var urn) && urn.Tenant == "lta-sandbox"), Has.All.True);
        Assert.That(_all.Select(item => item.GetProperty("properties").GetProperty("file:size").GetInt64()), Has.All.GreaterThan(0));
        Assert.That(_all.Select(item => item.GetProperty("collection").GetString()).Distinct(), Is.EquivalentTo(new[] { "s1-product", "s2-product", "s3-product", "s5p-product" }));
    }

    [Test]
    public void Boxes_lie_on_the_earth_and_few_products_are_online()
    {
        Assert.That(_all.Select(item => item.GetProperty("bbox")), Has.All.Matches<JsonElement>(box =>
            box[0].GetDouble() >= -180 && box[2].GetDouble() <= 180 && box[1].GetDouble() >= -90 && box[3].GetDouble() <= 90
            && box[0].GetDouble() < box[2].GetDouble() && box[1].GetDouble() < box[3].GetDouble()));
        Assert.That(_all.Count(item => item.GetProperty("assets").EnumerateObject().Any()), Is.InRange(10, 100));
    }

    [Test]
    public async Task Products_are_the_same_after_a_restart_and_others_with_another_seed()
    {
        await using var again = await StacServer.StartAsync(_server.Settings);
        await using var other = await StacServer.StartAsync(_server.Settings with { Seed = 6 });

        Assert.That(Items(await SearchAsync(new { limit = 100 }, again)).Select(Urn), Is.EqualTo(_all.Take(100).Select(Urn)));
        Assert.That(Items(await SearchAsync(new { limit = 100 }, other)).Select(Urn).Intersect(_all.Select(Urn)), Is.Empty);
    }

    [Test]
    public async Task Each_product_is_found_by_its_id_and_by_its_urn()
    {
        var some = _all.Where((_, number) => number % 100 == 7).ToArray();

        var byId = Items(await SearchAsync(new { ids = some.Select(Id).Append("none"), limit = 100 }));
        var byUrn = Items(await SearchAsync(new Dictionary<string, object>
        {
            ["query"] = new Dictionary<string, object> { ["regards:urn"] = new Dictionary<string, object> { ["in"] = some.Select(Urn).Append("none") } },
            ["limit"] = 100,
        }));

        Assert.That(byId.Select(Id), Is.EquivalentTo(some.Select(Id)));
        Assert.That(byUrn.Select(Id), Is.EquivalentTo(some.Select(Id)));
    }

    [Test]
    public void A_patch_for_one_of_them_succeeds()
    {
        var standIn = new StandIn(new StandInSettings(), new ManualTime());
        foreach (var (item, number) in _all.Take(50).Select((item, number) => (item, number)))
        {
            var patch = Patch.Of(Id(item)).WithId($"request-{number}");
            patch.Feature["urn"] = Urn(item);
            patch.Feature["model"] = item.GetProperty("properties").GetProperty("regards:model").GetString();

            Assert.That(standIn.Decide(patch.Raw()).Outcome, Is.EqualTo(Outcome.Success));
        }
    }

    [Test]
    public async Task A_search_may_come_as_an_address()
    {
        var found = await GetAsync("search?collections=s2-product,s3-product&datetime=../2015-01-01T06:00:00Z&bbox=-180,0,180,90&sortby=-datetime&limit=3");

        Assert.That(Items(found), Has.Length.EqualTo(3));
        Assert.That(Items(found).Select(item => item.GetProperty("collection").GetString()), Has.All.AnyOf("s2-product", "s3-product"));
        Assert.That(found.GetProperty("numberMatched").GetInt32(), Is.EqualTo(_all.Count(item =>
            item.GetProperty("collection").GetString() is "s2-product" or "s3-product"
            && item.GetProperty("bbox")[3].GetDouble() >= 0
            && string.CompareOrdinal(item.GetProperty("properties").GetProperty("datetime").GetString(), "2015-01-01T06:00:00Z") <= 0)));
    }

    [Test]
    public async Task A_page_is_found_by_its_number_too() =>
        Assert.That(Items(await SearchAsync(new { limit = 7, page = 3 })).Select(Id), Is.EqualTo(_all.Skip(14).Take(7).Select(Id)));

    [TestCase("""{"limit":0}""", "limit")]
    [TestCase("""{"token":"x"}""", "token")]
    [TestCase("""{"bbox":[1,2]}""", "bbox")]
    [TestCase("""{"bbox":[1,2,3,4],"intersects":{"type":"Point","coordinates":[1,2]}}""", "bbox and intersects")]
    [TestCase("""{"intersects":{"type":"Point"}}""", "intersects")]
    [TestCase("""{"datetime":"soon"}""", "datetime")]
    [TestCase("""{"query":{"a":{"like":1}}}""", "query.a.like")]
    [TestCase("""{"filter":{"op":"t_after","args":[]}}""", "t_after")]
    [TestCase("[]", "object")]
    [TestCase("{", "JSON")]
    public async Task A_search_that_is_none_is_answered_400(string body, string named)
    {
        using var content = new StringContent(body);
        using var answer = await _http.PostAsync(new Uri(_server.Url, "search"), content);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(named));
    }

    [Test]
    public async Task An_item_has_an_address()
    {
        var item = await GetAsync($"collections/{_all[3].GetProperty("collection").GetString()}/items/{Id(_all[3])}");
        using var none = await _http.GetAsync(new Uri(_server.Url, "collections/none/items/" + Id(_all[3])));

        Assert.That(Urn(item), Is.EqualTo(Urn(_all[3])));
        Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_landing_page_says_what_it_can()
    {
        await using var bare = await StacServer.StartAsync(new StacSettings { Query = false, Cql2 = false });

        Assert.That((await GetAsync("")).GetProperty("conformsTo").ToString(), Does.Contain("item-search#query").And.Contain("item-search#filter"));
        Assert.That((await GetAsync("", bare)).GetProperty("conformsTo").ToString(), Does.Not.Contain("#query").And.Not.Contain("#filter").And.Contain("item-search"));
    }

    [Test]
    public async Task The_sample_is_served_when_nothing_else_is_asked_for()
    {
        await using var sample = await StacServer.StartAsync(new StacSettings());

        Assert.That((await SearchAsync(new { limit = 1 }, sample)).GetProperty("numberMatched").GetInt32(), Is.EqualTo(64));
    }

    [TestCase("Products", "10000001", "from 0 to 10000000")]
    [TestCase("Url", "localhost:80", "must be an http address without a path")]
    [TestCase("Path", "/nowhere/at-all.json", "must name a file")]
    [TestCase("Tenant", "a:b", "must be a tenant's name")]
    [TestCase("Paging", "Scroll", "must be one of Token, Body, Get, Page")]
    [TestCase("Mishap", "1", "must be one of None, Status")]
    [TestCase("MishapStatus", "200", "from 400 to 599")]
    [TestCase("MishapRetryAfter", "5", "hh:mm:ss")]
    [TestCase("Latency", "soon", "hh:mm:ss")]
    [TestCase("Prodcts", "1", "is no setting")]
    public void A_wrong_setting_is_named_with_key_value_and_rule(string key, string value, string rule) =>
        Assert.That(
            () => WhenSettingsAreRead.Read(("Stac:" + key, value)),
            Throws.TypeOf<WrongSettingsException>().With.Message.Contains($"Simulator:Stac:{key} = '{value}'").And.Message.Contains(rule));

    async Task<JsonElement> SearchAsync(object body, StacServer? server = null)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri((server ?? _server).Url, "search"), body);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    Task<JsonElement> GetAsync(string path, StacServer? server = null) => _http.GetFromJsonAsync<JsonElement>(new Uri((server ?? _server).Url, path));

    static JsonElement[] Items(JsonElement page) => [.. page.GetProperty("features").EnumerateArray()];

    static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    static string Urn(JsonElement item) => item.GetProperty("properties").GetProperty("regards:urn").GetString()!;
}
