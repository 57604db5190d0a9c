using System.Diagnostics;
using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Catalogue.Stac;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac;
using OrderSaga.Tests.Catalogue.Searches;

namespace OrderSaga.Tests.Catalogue.Stac;

public sealed class An_API_with_mishaps
{
    const int Products = 50;
    const int PageSize = 10;

    StacServer _server = null!;

    [SetUp]
    public async Task Open() => _server = await StacServer.StartAsync(new StacSettings { Products = Products, Tenant = Queries.Tenant });

    [TearDown]
    public async Task Close() => await _server.DisposeAsync();

    [TestCase(StacMishap.Status, 500)]
    [TestCase(StacMishap.Status, 429)]
    [TestCase(StacMishap.Status, 408)]
    [TestCase(StacMishap.Status, 502)]
    [TestCase(StacMishap.Status, 503)]
    [TestCase(StacMishap.Status, 504)]
    [TestCase(StacMishap.Garbage, 200)]
    [TestCase(StacMishap.Disconnect, 200)]
    public async Task Is_asked_again_until_the_page_is_whole(StacMishap mishap, int status)
    {
        _server.Settings = _server.Settings with { Mishap = mishap, MishapStatus = status, MishapPage = 3, MishapTimes = 2 };
        using var search = Client();

        Assert.That(await CountAsync(search), Is.EqualTo(Products));
        Assert.That(_server.Requests, Has.Count.EqualTo((Products / PageSize) + 2));
    }

    [TestCase(StacMishap.Status, 500, "it answered 500 Internal Server Error")]
    [TestCase(StacMishap.Status, 429, "it answered 429 Too Many Requests: this was asked for")]
    [TestCase(StacMishap.Garbage, 200, "its answer is no JSON")]
    [TestCase(StacMishap.Disconnect, 200, "no whole answer came from 127.0.0.1")]
    public void Fails_the_search_with_a_plain_reason_when_it_does_not_mend(StacMishap mishap, int status, string reason)
    {
        _server.Settings = _server.Settings with { Mishap = mishap, MishapStatus = status, MishapPage = 3 };
        using var search = Client();

        var fault = Assert.ThrowsAsync<CatalogueFailedException>(() => CountAsync(search))!;

        Assert.That(fault.Message, Does.StartWith("The catalogue can't be read: " + reason).And.EndWith("."));
        Assert.That(fault.IsPassing, Is.True);
        Assert.That(_server.Requests, Has.Count.EqualTo(2 + 3), "two pages and three attempts at the third");
    }

    [TestCase(400, false)]
    [TestCase(422, false)]
    [TestCase(401, true)]
    [TestCase(403, true)]
    [TestCase(404, true)]
    [TestCase(501, true)]
    public void Is_not_asked_again_when_it_refuses(int status, bool passing)
    {
        _server.Settings = _server.Settings with { Mishap = StacMishap.Status, MishapStatus = status };
        using var search = Client();

        var fault = Assert.ThrowsAsync<CatalogueFailedException>(() => CountAsync(search))!;

        Assert.That(fault.Message, Does.Contain($"it answered {status} "));
        Assert.That(fault.IsPassing, Is.EqualTo(passing));
        Assert.That(_server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public void Is_given_up_when_it_does_not_answer_in_time()
    {
        _server.Settings = _server.Settings with { Mishap = StacMishap.Slow, MishapPage = 2 };
        using var search = Client(options => options.Timeout = TimeSpan.FromMilliseconds(200));

        var fault = Assert.ThrowsAsync<CatalogueFailedException>(() => CountAsync(search))!;

        Assert.That(fault.Message, Does.Contain("it did not answer within 00:00:00.2"));
        Assert.That(fault.IsPassing, Is.True);
        Assert.That(_server.Requests, Has.Count.EqualTo(1 + 3));
    }

    [Test]
    public async Task Is_left_alone_as_long_as_it_asks_for()
    {
        _server.Settings = _server.Settings with { Mishap = StacMishap.Status, MishapStatus = 429, MishapTimes = 1, MishapRetryAfter = TimeSpan.FromSeconds(1) };
        using var search = Client();
        var watch = Stopwatch.StartNew();

        await CountAsync(search);

        Assert.That(watch.Elapsed, Is.GreaterThan(TimeSpan.FromMilliseconds(950)));
    }

    [Test]
    public async Task Is_not_waited_for_longer_than_the_longest_pause()
    {
        _server.Settings = _server.Settings with { Mishap = StacMishap.Status, MishapTimes = 1, MishapRetryAfter = TimeSpan.FromHours(5) };
        using var search = Client(options => options.LongestPause = TimeSpan.FromMilliseconds(50));

        Assert.That(await CountAsync(search).WaitAsync(Until.Patience), Is.EqualTo(Products));
    }

    [TestCase(NextPageLink.Token)]
    [TestCase(NextPageLink.Body)]
    [TestCase(NextPageLink.Get)]
    public void Fails_the_search_when_it_leads_in_a_circle(NextPageLink paging)
    {
        _server.Settings = _server.Settings with { Paging = paging, Mishap = StacMishap.Loop, MishapPage = 3 };
        using var search = Client();

        Assert.That(() => CountAsync(search), Throws.TypeOf<CatalogueFailedException>().With.Message.EqualTo(
            "The catalogue can't be read: its link to the next page leads back to a page that was read."));
    }

    [Test]
    public void Fails_the_search_when_it_leads_to_another_host()
    {
        _server.Settings = _server.Settings with { Mishap = StacMishap.OtherHost, MishapPage = 2 };
        using var search = Client();

        Assert.That(() => CountAsync(search), Throws.TypeOf<CatalogueFailedException>().With.Message.StartsWith(
            "The catalogue can't be read: its link to the next page leads to http://elsewhere.example.org and not to http://127.0.0.1"));
    }

    [Test]
    public async Task Fails_the_search_when_nobody_is_there()
    {
        var url = _server.Url;
        await _server.DisposeAsync();
        using var search = StacClients.Of(url);

        Assert.That(() => CountAsync(search), Throws.TypeOf<CatalogueFailedException>().With.Message.Contains("no whole answer came from").And.Property("IsPassing").True);
    }

    [Test]
    public async Task Gets_the_header_that_lets_us_in_and_nobody_else_sees_it()
    {
        _server.Settings = _server.Settings with { Authorization = "Bearer s3cret", Mishap = StacMishap.Status, MishapTimes = 1 };
        var log = new LogTexts();
        using var known = StacClients.Of(_server.Url, options => options.Authorization = "Bearer s3cret", log);
        using var unknown = StacClients.Of(_server.Url, options => options.Authorization = "Bearer wr0ng", log);

        Assert.That(await CountAsync(known), Is.EqualTo(Products));
        var fault = Assert.ThrowsAsync<CatalogueFailedException>(() => CountAsync(unknown))!;

        Assert.That(fault.Message, Does.Contain("401 Unauthorized: who are you?"));
        Assert.That(log, Has.Count.EqualTo(1), "the retry is told");
        Assert.That(string.Join('\n', log) + fault, Does.Not.Contain("s3cret").And.Not.Contain("wr0ng"));
    }

    StacCatalogue Client(Action<CatalogueOptions>? change = null) => StacClients.Of(_server.Url, options =>
    {
        options.PageSize = PageSize;
        change?.Invoke(options);
    });

    static async Task<int> CountAsync(StacCatalogue search) =>
        (await search.PagesAsync(search.Query("{}") with { ResolvedAt = DateTime.MaxValue })).Sum(page => page.Products.Count);
}
