using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

[TestFixture("Sqlite")]
[TestFixture("Postgres")]
public sealed class Html_figures(string database)
{
    PostgresStore? _store;
    Service _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _store = database == "Postgres" ? await PostgresStore.CreateAsync() : null;
        _service = new Service([("Regards:MaxInFlight", "1"), .. _store?.Settings ?? []]);
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
    public async Task Tell_how_the_orders_stand()
    {
        await _service.OrderAndEndAsync(Service.Failing, "failed");
        var removed = await _service.OrderAndEndAsync(Service.Online, "successful");
        await _service.DeleteAsync($"/jobs/{removed}");
        await _service.OrderAsync(Service.Plain, $",\"not_before\":\"{DateTime.UtcNow.AddDays(2):yyyy-MM-dd}T00:00:00Z\"");
        // The one place towards the archive is taken for ever.
        await _service.OrderAndEndAsync(Service.NeverEnding, "running");
        var oldest = await _service.OrderAsync(Service.Plain);
        await _service.OrderAsync(Service.Plain);
        var since = (await _service.GetAsync($"/jobs/{oldest}")).Member("created");

        HtmlPage page = null!;
        await Until.TrueAsync(
            async () => Figure(page = new HtmlPage(await _service.GetAsync("/?f=html")), "waiting to be sent") == "2", () => page.Body);
        var wanted = new Dictionary<string, string>
        {
            ["in flight"] = "1",
            ["scheduled for later"] = "1",
            ["accepted"] = "3",
            ["running"] = "1",
            ["successful"] = "0",
            ["failed"] = "1",
            ["dismissed"] = "1",
        };

        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, count) in wanted)
                Assert.That(Figure(page, name), Is.EqualTo(count), name);
            Assert.That(page.Elements("time").Select(time => time.Attribute("datetime")!.Value), Does.Contain(since));
            Assert.That(page.Elements("time").Single(time => time.Attribute("class")?.Value == "since").Attribute("datetime")!.Value, Is.EqualTo(since));
        }
    }

    static string Figure(HtmlPage page, string name) => page.Elements("dt").Single(term => term.Value == name).Parent!.Element("dd")!.Value;
}
