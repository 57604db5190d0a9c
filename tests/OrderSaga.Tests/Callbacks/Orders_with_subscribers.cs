using System.Text.Json;
using NUnit.Framework;
using OrderSaga.Tests.Callbacks.Scenarios;
using OrderSaga.Tests.Gateway;
using StandardWebhooks.Diagnostics;

namespace OrderSaga.Tests.Callbacks;

/// <summary>The whole service, from the order to what its subscriber gets.</summary>
public sealed class Orders_with_subscribers
{
    static readonly string Secret = $"whsec_{Convert.ToBase64String([.. Enumerable.Range(7, 32).Select(n => (byte)n)])}";

    Subscriber _subscriber = null!;
    Service _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _subscriber = await Subscriber.StartAsync();
        _service = new Service(
            ("Callbacks:Endpoints:here:Prefix", _subscriber.Origin), ("Callbacks:Endpoints:here:AllowPrivate", "true"),
            ("Callbacks:Endpoints:here:Secret", Secret), ("Callbacks:FirstPause", "00:00:00.050"),
            ("Regards:RetryErrors", "true"), ("Regards:RetryPause", "00:00:00.050"), ("Regards:Attempts", "2"));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        await _subscriber.DisposeAsync();
    }

    /// <summary>Orders a product, with a path of the test's own for its events.</summary>
    async Task<(string Job, string Path)> OrderAsync(string product, params string[] members)
    {
        var path = $"/{Guid.NewGuid():N}";
        string[] named = members.Length == 0 ? ["successUri", "inProgressUri", "failedUri"] : members;
        var subscriber = string.Join(',', named.Select(member => $"\"{member}\":\"{_subscriber.Origin}{path}?of={member}\""));
        var answer = await _service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{product}}}","label":"l"},"subscriber":{{{{subscriber}}},"successUrl":"typo"}}""");
        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        return (answer.Json.GetProperty("jobID").GetString()!, path);
    }

    async Task<IReadOnlyList<Received>> ReceivedAsync(string path, int count)
    {
        await Until.TrueAsync(() => Task.FromResult(_subscriber.At(path).Count >= count), () => string.Join("\n", _subscriber.At(path).Select(r => r.Text)));
        Assert.That(_subscriber.At(path), Has.Count.EqualTo(count));
        return _subscriber.At(path);
    }

    async Task<IReadOnlyList<JsonElement>> LogAsync(string job) =>
        [.. (await _service.GetAsync($"/jobs/{job}/callbacks")).Json.GetProperty("callbacks").EnumerateArray()];

    [Test]
    public async Task Hear_that_it_runs_and_get_its_results()
    {
        var (job, path) = await OrderAsync(Service.Plain);
        var received = await ReceivedAsync(path, 2);
        var results = await _service.GetAsync($"/jobs/{job}/results?f=json");

        using (Assert.EnterMultipleScope())
        {
            var running = received[0].Json;
            Assert.That(received.Select(r => r.Event), Is.EqualTo(new[] { "in-progress", "success" }));
            Assert.That(running.GetProperty("jobID").GetString(), Is.EqualTo(job));
            Assert.That(running.GetProperty("status").GetString(), Is.EqualTo("running"), "as it was then, though it has ended since");
            Assert.That(running.GetProperty("lta").GetProperty("phase").GetString(), Is.EqualTo("granted"));
            Assert.That(running.GetProperty("lta").GetProperty("label").GetString(), Is.EqualTo("l"));
            Assert.That(running.TryGetProperty("finished", out _), Is.False);
            Assert.That(running.ToString(), Does.Not.Contain(path), "nobody's addresses in a job document");
            Assert.That(running.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("href").GetString()), Has.Member($"{Service.BaseUrl}/jobs/{job}"));
            Assert.That(received[1].Text, Is.EqualTo(results.Text));
            Assert.That(received.Select(r => r.Headers["ordersaga-job"]), Is.All.EqualTo(job));
        }
    }

    [Test]
    public async Task Verify_with_a_library_that_it_comes_from_here_and_is_whole()
    {
        var (_, path) = await OrderAsync(Service.Plain);
        var received = await ReceivedAsync(path, 2);

        foreach (var each in received)
            Assert.That(() => each.Verify(Secret), Throws.Nothing, each.Event);
        Assert.That(() => (received[1] with { Body = received[0].Body }).Verify(Secret), Throws.TypeOf<WebhookVerificationException>(), "another body");
        Assert.That(() => received[1].Verify($"whsec_{Convert.ToBase64String(new byte[32])}"), Throws.TypeOf<WebhookVerificationException>(), "another secret");
    }

    [Test]
    public async Task Hear_of_each_attempt_and_why_it_failed()
    {
        var (job, path) = await OrderAsync(Service.Failing);
        var received = await ReceivedAsync(path, 3);
        using (Assert.EnterMultipleScope())
        {
            // A further attempt is told when it begins, and nothing more when it is granted.
            Assert.That(received.Select(r => (r.Event, r.Json.GetProperty("status").GetString(), r.Json.GetProperty("lta").GetProperty("attempt").GetInt32())), Is.EqualTo(new[]
            {
                ("in-progress", "running", 1), ("in-progress", "running", 2), ("failed", "failed", 2),
            }));
            Assert.That(received[^1].Json.GetProperty("exception").GetProperty("reason_code").GetString(), Is.EqualTo("archive-error"));
            Assert.That(received[^1].Json.GetProperty("exception").GetProperty("instance").GetString(), Is.EqualTo($"{Service.BaseUrl}/jobs/{job}"));
        }
    }

    [Test]
    public async Task Hear_of_a_denial_without_having_heard_that_it_runs()
    {
        var (_, path) = await OrderAsync(Service.Refused);
        Assert.That((await ReceivedAsync(path, 1)).Select(r => r.Event), Is.EqualTo(new[] { "failed" }));
    }

    [Test]
    public async Task Hear_of_a_dismissal_where_failures_go()
    {
        var (job, path) = await OrderAsync(Service.NeverEnding);
        await _service.UntilAsync(job, "running");
        await _service.DeleteAsync($"/jobs/{job}");
        var dismissed = (await ReceivedAsync(path, 2))[1];
        Assert.That((dismissed.Event, dismissed.Json.GetProperty("status").GetString()), Is.EqualTo(("dismissed", "dismissed")));
        Assert.That(dismissed.Json.TryGetProperty("exception", out _), Is.False);
        Assert.That((await LogAsync(job))[1].GetProperty("url").GetString(), Is.EqualTo(_subscriber.Origin + path));
    }

    [Test]
    public async Task Get_the_results_of_a_product_that_was_online_already()
    {
        var (_, path) = await OrderAsync(Service.Online);
        var success = (await ReceivedAsync(path, 1)).Single();
        Assert.That((success.Event, success.Json.GetProperty("product_identifier").GetString()), Is.EqualTo(("success", Service.Online)));
    }

    [Test]
    public async Task Hear_only_what_they_asked_for()
    {
        var (job, path) = await OrderAsync(Service.Plain, "successUri");
        Assert.That((await ReceivedAsync(path, 1)).Single().Event, Is.EqualTo("success"));
        Assert.That(await LogAsync(job), Has.Count.EqualTo(1));
        var silent = await _service.OrderAndEndAsync(Service.Plain, "successful");
        Assert.That(await LogAsync(silent), Is.Empty);
    }

    [Test]
    public async Task Find_in_the_log_what_became_of_each_event_and_have_it_sent_again()
    {
        var (job, path) = await OrderAsync(Service.Plain, "successUri");
        await ReceivedAsync(path, 1);
        JsonElement line = default;
        await Until.TrueAsync(async () => (line = (await LogAsync(job))[0]).GetProperty("state").GetString() == "delivered", () => line.ToString());
        var id = line.GetProperty("id").GetString()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(id, Does.StartWith(job));
            Assert.That(line.GetProperty("kind").GetString(), Is.EqualTo("success"));
            Assert.That(line.GetProperty("url").GetString(), Is.EqualTo(_subscriber.Origin + path), "without its query");
            Assert.That(line.GetProperty("attempts").GetInt32(), Is.EqualTo(1));
            Assert.That(line.GetProperty("last_status").GetInt32(), Is.EqualTo(204));
            Assert.That(line.GetProperty("last_attempt").GetString(), Does.EndWith("Z"));
            Assert.That(line.TryGetProperty("next_attempt", out _), Is.False);
        }

        _subscriber.Answer(path, 500);
        var replay = await _service.SendAsync(HttpMethod.Post, $"/jobs/{job}/callbacks/{id}/replay");
        Assert.That((replay.Status, replay.Member("state"), replay.Member("id")), Is.EqualTo((202, "pending", id)));
        await Until.TrueAsync(() => Task.FromResult(_subscriber.At(path).Count >= 2), () => "not sent again");
        Assert.That(_subscriber.At(path).Select(r => r.Id).Distinct(), Is.EqualTo(new[] { id }));
        Assert.That(_subscriber.At(path)[1].Body, Is.EqualTo(_subscriber.At(path)[0].Body));

        var again = await _service.SendAsync(HttpMethod.Post, $"/jobs/{job}/callbacks/{id}/replay");
        Assert.That((again.Status, again.Json.GetProperty("detail").GetString()), Is.EqualTo((409, $"Callback {id} is pending: it is sent without a replay.")));
        _subscriber.Answer(path, 204);
        await Until.TrueAsync(async () => (line = (await LogAsync(job))[0]).GetProperty("state").GetString() == "delivered", () => line.ToString());
    }

    [TestCase("00000000-0000-4000-8000-000000000000-1")]
    [TestCase("{job}-99")]
    [TestCase("{job}-01")]
    [TestCase("{job}")]
    [TestCase("x")]
    public async Task Have_nothing_of_others_sent(string eventId)
    {
        var (job, path) = await OrderAsync(Service.Plain, "successUri");
        await ReceivedAsync(path, 1);
        var answer = await _service.SendAsync(HttpMethod.Post, $"/jobs/{job}/callbacks/{eventId.Replace("{job}", job, StringComparison.Ordinal)}/replay");
        Assert.That(answer.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Are_asked_for_by_the_ids_of_jobs_alone()
    {
        Assert.That((await _service.GetAsync($"/jobs/{Guid.NewGuid()}/callbacks")).Status, Is.EqualTo(404));
        Assert.That((await _service.SendAsync(HttpMethod.Post, $"/jobs/{Guid.NewGuid()}/callbacks/x/replay")).Status, Is.EqualTo(404));
    }

    [TestCase("https://elsewhere.example/hook?token=s3cret", "https://elsewhere.example/hook", "must lie under the prefix of a registered endpoint; the operator registers one by the setting Callbacks:Endpoints:<name>:Prefix=https://elsewhere.example")]
    [TestCase("https://u:s3cret@client.example.test/", "https://client.example.test/", "must be an http or https URI without user information")]
    [TestCase("https://client.example.test.evil.example/", "https://client.example.test.evil.example/", "must lie under the prefix")]
    [TestCase("http://client.example.test/", "http://client.example.test/", "must lie under the prefix")]
    public async Task Are_refused_at_the_door_with_field_and_rule(string uri, string shown, string rule)
    {
        var answer = await _service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{Service.Plain}}}"},"subscriber":{"failedUri":"{{{uri}}}"}}""");
        Assert.That(answer.Status, Is.EqualTo(400));
        var error = answer.Json.GetProperty("errors").EnumerateArray().Single();
        Assert.That(
            (error.GetProperty("field").GetString(), error.GetProperty("value").GetString()), Is.EqualTo(("subscriber.failedUri", shown)));
        Assert.That(error.GetProperty("rule").GetString(), Does.StartWith(rule));
        Assert.That(answer.Text, Does.Not.Contain("s3cret"));
    }
}
