using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using OrderSaga.Bus;
using OrderSaga.Catalogue;
using OrderSaga.Catalogue.Stac;
using OrderSaga.Tests.Catalogue.Searches;

namespace OrderSaga.Tests.Catalogue.Stac;

public sealed class Single_look_ups
{
    [Test]
    public async Task Share_requests_when_they_wait_at_the_same_time()
    {
        await using var api = await OfItemsAsync();
        using var catalogue = StacClients.Of(api.Url);

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(number => catalogue.FindAsync($"P{number}", null, default).AsTask()));

        Assert.That(answers.Cast<CatalogueAnswer.Found>().Select(found => found.Product.Id), Is.EqualTo(Enumerable.Range(0, 500).Select(number => $"P{number}")));
        Assert.That(api.Requests, Has.Length.LessThan(60));
    }

    [Test]
    public async Task Do_not_cost_each_other_the_answer_when_one_is_refused()
    {
        await using var api = await OfItemsAsync(refused: "bad");
        using var catalogue = StacClients.Of(api.Url);

        var good = Enumerable.Range(0, 20).Select(number => catalogue.FindAsync($"P{number}", null, default).AsTask()).ToList();
        var bad = catalogue.FindAsync("bad", null, default).AsTask();

        Assert.That(await Task.WhenAll(good), Has.All.TypeOf<CatalogueAnswer.Found>());
        Assert.That(() => bad, Throws.TypeOf<CatalogueFailedException>().With.Property("IsPassing").False);
    }

    [Test]
    public async Task Are_given_up_in_time_and_leave_no_waiting_one_behind()
    {
        using var open = new SemaphoreSlim(0);
        await using var api = await ScriptedApi.StartAsync(async (_, request, http) =>
        {
            await open.WaitAsync(http.RequestAborted);
            await http.Response.WriteAsync(PageOf(request));
        });
        using var catalogue = StacClients.Of(api.Url, options => options.LookUpTimeout = TimeSpan.FromMilliseconds(300));

        var late = Assert.ThrowsAsync<CatalogueFailedException>(async () => await catalogue.FindAsync("P1", null, default))!;
        Assert.That(late.Message, Does.StartWith("The catalogue did not answer within 00:00:00.3"));
        Assert.That(Passing.Is(late), Is.True, "a message is delivered again");

        open.Release(100);
        Assert.That(
            async () => await catalogue.FindAsync("P2", null, default),
            Is.TypeOf<CatalogueAnswer.Found>().After(Until.Longest, 50));
    }

    [Test]
    public async Task Tell_what_the_retries_were_for_when_the_time_is_over()
    {
        await using var api = await ScriptedApi.StartAsync((_, _, http) =>
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        var clock = new FakeTimeProvider();
        var log = new LogTexts();
        using var catalogue = StacClients.Of(
            api.Url, options => (options.Retries, options.FirstPause, options.LookUpTimeout) = (100, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1)), log, clock);

        var found = catalogue.FindAsync("P1", null, default).AsTask();
        await Until.TrueAsync(() => log.Any("is asked again"), "the first answer has come");
        // All ends at once: the shared request, and the wait for it.
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(
            () => found,
            Throws.TypeOf<CatalogueFailedException>().With.Message.EqualTo("The catalogue did not answer within 00:00:01: it answered 503 Service Unavailable.").And.Property("IsPassing").True);
    }

    [Test]
    public async Task Tell_it_too_when_their_own_time_is_over_before_that_of_the_request_they_share()
    {
        var trouble = new StacFault("it answered 503 Service Unavailable");
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = new FakeTimeProvider();
        var lookUps = new StacLookUps(
            async (_, told, _) =>
            {
                told(trouble);
                asked.SetResult();
                // One that does not end when it should.
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                return new StacFindings();
            },
            10, TimeSpan.FromSeconds(1), clock);

        var found = lookUps.FindAsync("P1", default);
        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(() => found, Throws.TypeOf<CatalogueFailedException>().With.Message.EqualTo("The catalogue did not answer within 00:00:01: it answered 503 Service Unavailable."));
    }

    [Test]
    public async Task Fail_as_passing_when_the_catalogue_is_away_and_not_when_it_refuses_them()
    {
        await using var refusing = await OfItemsAsync(refused: "bad");
        using var away = StacClients.Of(new Uri("http://127.0.0.1:1"));
        using var catalogue = StacClients.Of(refusing.Url);

        Assert.That(Passing.Is(Assert.ThrowsAsync<CatalogueFailedException>(async () => await away.FindAsync("P1", null, default))!), Is.True);
        Assert.That(Passing.Is(Assert.ThrowsAsync<CatalogueFailedException>(async () => await catalogue.FindAsync("bad", null, default))!), Is.False);
    }

    [Test]
    public async Task Do_not_take_what_an_API_gives_that_heeds_no_name()
    {
        var everything = PageOf("""{"ids":[""" + string.Join(',', Enumerable.Range(0, 100).Select(number => $"\"Q{number}\"")) + "]}");
        await using var api = await ScriptedApi.OfBodiesAsync(everything);
        using var catalogue = StacClients.Of(api.Url);

        Assert.That(async () => await catalogue.FindAsync("P1", null, default), Throws.TypeOf<CatalogueFailedException>().With.Message.Contains("asked for 1 products by name it gives others"));
    }

    [Test]
    public async Task End_when_their_caller_does()
    {
        await using var api = await ScriptedApi.StartAsync((_, _, http) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var catalogue = StacClients.Of(api.Url);
        using var caller = new CancellationTokenSource(100);

        Assert.That(async () => await catalogue.FindAsync("P1", null, caller.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>Every id is an item's, but for one that the API chokes on.</summary>
    static Task<ScriptedApi> OfItemsAsync(string? refused = null) => ScriptedApi.StartAsync((_, request, http) =>
    {
        if (refused is not null && request.Contains($"\"{refused}\"", StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }
        return http.Response.WriteAsync(PageOf(request));
    });

    static readonly ConcurrentDictionary<string, SearchItem> Items = new(StringComparer.Ordinal);

    static string PageOf(string request)
    {
        var ids = JsonElement.Parse(request[request.IndexOf('{', StringComparison.Ordinal)..]).GetProperty("ids").EnumerateArray().Select(id => id.GetString()!);
        return $$"""{"features":[{{string.Join(',', ids.Select(id => Items.GetOrAdd(id, name => new SearchItem(name)).ToString()))}}]}""";
    }
}
