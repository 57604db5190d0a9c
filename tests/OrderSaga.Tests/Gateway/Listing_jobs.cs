using System.Globalization;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

[TestFixture("Sqlite")]
[TestFixture("Postgres")]
public sealed class Listing_jobs(string database)
{
    PostgresStore? _store;
    Service _service = null!;
    string _successful = null!;
    string _failed = null!;
    string _running = null!;
    string _dismissed = null!;
    string _removed = null!;
    string _waiting = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _store = database == "Postgres" ? await PostgresStore.CreateAsync() : null;
        _service = new Service(_store?.Settings ?? []);
        _successful = await _service.OrderAndEndAsync(Service.Plain, "successful");
        _failed = await _service.OrderAndEndAsync(Service.Failing, "failed");
        _running = await _service.OrderAndEndAsync(Service.NeverEnding, "running");
        _dismissed = await _service.OrderAndEndAsync(Service.NeverEnding, "running");
        await _service.DeleteAsync($"/jobs/{_dismissed}");
        _removed = await _service.OrderAndEndAsync(Service.Plain, "successful");
        await _service.DeleteAsync($"/jobs/{_removed}");
        _waiting = await _service.OrderAsync(Service.Plain, $",\"not_before\":\"{DateTime.UtcNow.AddDays(2):yyyy-MM-dd}T00:00:00Z\"");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Test]
    public async Task Shows_all_newest_first()
    {
        var list = await _service.GetAsync("/jobs");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.Status, Is.EqualTo(200));
            Assert.That(list.Jobs, Is.EqualTo(new[] { _waiting, _removed, _dismissed, _running, _failed, _successful }));
            Assert.That(list.Link("self"), Is.EqualTo($"{Service.BaseUrl}/jobs"));
            Assert.That(list.Link("next"), Is.Null);
            Assert.That(list.Json.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("processID").GetString()), Is.All.EqualTo("order-request"));
        }
    }

    [TestCase("accepted", "waiting")]
    [TestCase("running", "running")]
    [TestCase("successful", "successful")]
    [TestCase("failed", "failed")]
    [TestCase("dismissed", "removed dismissed")]
    [TestCase("failed&status=running", "running failed")]
    [TestCase("failed,accepted", "waiting failed")]
    public async Task By_status_shows_what_clients_see(string status, string expected) =>
        Assert.That((await _service.GetAsync($"/jobs?status={status}")).Jobs, Is.EqualTo(Named(expected)));

    [TestCase("type=process", 6)]
    [TestCase("processID=order-request", 6)]
    [TestCase("processID=productOrder", 6)]
    [TestCase("processID=echo,order-request", 6)]
    [TestCase("processID=nothing-of-ours", 0)]
    [TestCase("status=", 6)]
    public async Task By_type_and_process_shows_as_many(string query, int count) =>
        Assert.That((await _service.GetAsync($"/jobs?{query}")).Jobs, Has.Count.EqualTo(count));

    [Test]
    public async Task By_creation_takes_instants_and_intervals_with_both_ends()
    {
        var created = await CreatedAsync(_running);
        var before = Text(created.AddMilliseconds(-1));
        var after = Text(created.AddMilliseconds(1));
        var at = Text(created);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ListedAsync(at), Is.EqualTo(new[] { _running }));
            Assert.That(await ListedAsync($"{at}/{at}"), Is.EqualTo(new[] { _running }));
            Assert.That(await ListedAsync($"../{before}"), Is.EqualTo(new[] { _failed, _successful }));
            Assert.That(await ListedAsync($"/{at}"), Is.EqualTo(new[] { _running, _failed, _successful }));
            Assert.That(await ListedAsync($"{after}/.."), Is.EqualTo(new[] { _waiting, _removed, _dismissed }));
            Assert.That(await ListedAsync($"{at}/"), Is.EqualTo(new[] { _waiting, _removed, _dismissed, _running }));
            Assert.That(await ListedAsync($"{before}/{after}"), Is.EqualTo(new[] { _running }));
            Assert.That(await ListedAsync(created.AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+02:00'", CultureInfo.InvariantCulture)), Is.EqualTo(new[] { _running }));
            Assert.That(await ListedAsync(created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)), Does.Contain(_running));
            Assert.That(await ListedAsync("1999-01-01T00:00:00Z/2000-01-01T00:00:00Z"), Is.Empty);
        }
    }

    [Test]
    public async Task By_duration_leaves_out_what_never_started()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _service.GetAsync("/jobs?minDuration=0")).Jobs, Is.EqualTo(new[] { _removed, _dismissed, _running, _failed, _successful }));
            Assert.That((await _service.GetAsync("/jobs?maxDuration=3600")).Jobs, Is.EqualTo(new[] { _removed, _dismissed, _running, _failed, _successful }));
            Assert.That((await _service.GetAsync("/jobs?minDuration=3600")).Jobs, Is.Empty);
            Assert.That((await _service.GetAsync("/jobs?minDuration=0&maxDuration=99999999999&status=failed,accepted")).Jobs, Is.EqualTo(new[] { _failed }));
        }
    }

    [Test]
    public async Task By_duration_tells_long_from_short()
    {
        var ended = (await _service.GetAsync($"/jobs/{_successful}")).Json;
        var longer = Math.Floor((ended.GetProperty("finished").GetDateTime() - ended.GetProperty("started").GetDateTime()).TotalSeconds) + 1;
        await Until.TrueAsync(
            async () => (await _service.GetAsync($"/jobs?minDuration={longer}&status=running")).Jobs.SequenceEqual([_running]), $"the running job is {longer} s old");

        Assert.That((await _service.GetAsync("/jobs?maxDuration=0&status=running")).Jobs, Is.Empty);
        Assert.That((await _service.GetAsync($"/jobs?minDuration={longer}&status=successful")).Jobs, Is.Empty);
        Assert.That((await _service.GetAsync($"/jobs?maxDuration={longer}&status=successful")).Jobs, Is.EqualTo(new[] { _successful }));
    }

    [Test]
    public async Task By_page_keeps_filters_and_limit_in_its_links()
    {
        var first = await _service.GetAsync("/jobs?limit=1&status=dismissed&status=accepted&maxDuration=");
        Assert.That(first.Status, Is.EqualTo(400));

        first = await _service.GetAsync("/jobs?limit=2&status=dismissed&status=accepted");
        var second = await _service.GetAsync(first.Link("next")!);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Jobs, Is.EqualTo(new[] { _waiting, _removed }));
            Assert.That(first.Link("self"), Is.EqualTo($"{Service.BaseUrl}/jobs?limit=2&status=dismissed&status=accepted"));
            Assert.That(second.Jobs, Is.EqualTo(new[] { _dismissed }));
            Assert.That(second.Link("next"), Is.Null);
        }
    }

    [TestCase("limit=0", "limit")]
    [TestCase("limit=-1", "limit")]
    [TestCase("limit=ten", "limit")]
    [TestCase("limit=1&limit=2", "limit")]
    [TestCase("limit=", "limit")]
    [TestCase("status=done", "status")]
    [TestCase("type=service", "type")]
    [TestCase("datetime=yesterday", "datetime")]
    [TestCase("datetime=2026-01-01T00:00:00", "datetime")]
    [TestCase("datetime=2026-13-01T00:00:00Z", "datetime")]
    [TestCase("datetime=2026-01-02T00:00:00Z/2026-01-01T00:00:00Z", "datetime")]
    [TestCase("datetime=/", "datetime")]
    [TestCase("datetime=../..", "datetime")]
    [TestCase("datetime=", "datetime")]
    [TestCase("minDuration=soon", "minDuration")]
    [TestCase("maxDuration=-5", "maxDuration")]
    [TestCase("cursor=xyz", "cursor")]
    [TestCase("cursor=________________________________", "cursor")]
    [TestCase("f=xml", "f")]
    public async Task With_a_wrong_parameter_is_400_and_names_it(string query, string field)
    {
        var answer = await _service.GetAsync($"/jobs?{query}");

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Member("type"), Is.EqualTo("InvalidParameterValue"));
        Assert.That(answer.Json.GetProperty("errors")[0].GetProperty("field").GetString(), Is.EqualTo(field));
    }

    async Task<DateTime> CreatedAsync(string id) => (await _service.GetAsync($"/jobs/{id}")).Json.GetProperty("created").GetDateTime();

    async Task<IReadOnlyList<string>> ListedAsync(string range) => (await _service.GetAsync($"/jobs?datetime={range}")).Jobs;

    static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    List<string> Named(string names) => [.. names.Split(' ').Select(name => name switch
    {
        "waiting" => _waiting,
        "running" => _running,
        "successful" => _successful,
        "failed" => _failed,
        "removed" => _removed,
        _ => _dismissed,
    })];
}
