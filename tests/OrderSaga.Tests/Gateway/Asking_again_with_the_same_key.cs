using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

[TestFixture("Sqlite")]
[TestFixture("Postgres")]
public sealed class Asking_again_with_the_same_key(string database)
{
    const string Order = """{"inputs":{"product_identifier":"LTA-PLAIN-0001","priority":7}}""";

    PostgresStore? _store;
    Service _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _store = database == "Postgres" ? await PostgresStore.CreateAsync() : null;
        _service = new Service(_store?.Settings ?? []);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [TestCase("key-1", "\"key-1\"")]
    [TestCase("a b:c/d", "a b:c/d")]
    public async Task Gives_the_same_job(string key, string again)
    {
        var first = await OrderAsync(key, Order);
        await _service.UntilAsync(first.Member("jobID")!, "successful");
        var second = await OrderAsync(again, """{ "inputs": { "priority": 7, "product_identifier": "LTA-PLAIN-0001" } }""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Status, Is.EqualTo(201));
            Assert.That(second["Location"], Is.EqualTo(first["Location"]));
            Assert.That(second.Member("jobID"), Is.EqualTo(first.Member("jobID")));
            Assert.That(second.Member("status"), Is.EqualTo("successful"));
        }
    }

    [Test]
    public async Task For_something_else_is_409()
    {
        var first = await OrderAsync("key-2", Order);
        var other = await OrderAsync("key-2", Order.Replace('7', '8'));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.Status, Is.EqualTo(409));
            Assert.That(other.Member("type"), Is.EqualTo("IdempotencyKeyInUse"));
            Assert.That(other.Member("detail"), Does.Contain("key-2"));
            Assert.That(other.Member("instance"), Is.EqualTo(first["Location"]));
            Assert.That(other["Location"], Is.Null);
        }
    }

    [Test]
    public async Task At_another_process_is_another_key()
    {
        var order = await OrderAsync("key-3", Order);
        var echo = await _service.SendAsync(
            HttpMethod.Post, "/processes/echo/execution", """{"inputs":{"message":"a"}}""", ("Idempotency-Key", "key-3"), ("Prefer", "respond-async"));
        var alias = await _service.SendAsync(HttpMethod.Post, "/processes/productOrder/execution", Order, ("Idempotency-Key", "key-3"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(echo.Status, Is.EqualTo(201));
            Assert.That(echo["Location"], Is.Not.EqualTo(order["Location"]));
            Assert.That(alias["Location"], Is.EqualTo(order["Location"]));
        }
    }

    [Test]
    public async Task Side_by_side_makes_one_job()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OrderAsync("key-4", Order.Replace("7", "9", StringComparison.Ordinal))));

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(201));
        Assert.That(answers.Select(answer => answer["Location"]).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task After_a_refusal_may_be_for_the_corrected_request()
    {
        var refused = await OrderAsync("key-5", """{"inputs":{"product_identifier":"LTA-PLAIN-0001","not_before":"tomorrow"}}""");
        var taken = await OrderAsync("key-5", Order);

        Assert.That(refused.Status, Is.EqualTo(400));
        Assert.That(taken.Status, Is.EqualTo(201));
    }

    [Test]
    public async Task Of_a_dismissed_job_gives_that_job()
    {
        var first = await OrderAsync("key-6", Order);
        await _service.DeleteAsync($"/jobs/{first.Member("jobID")}");

        Assert.That((await OrderAsync("key-6", Order)).Member("status"), Is.EqualTo("dismissed"));
    }

    [TestCase("")]
    [TestCase("\"\"")]
    [TestCase("a\tb")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345")]
    public async Task That_is_none_is_400(string key)
    {
        var answer = await OrderAsync(key, Order);

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Member("detail"), Does.StartWith("Idempotency-Key"));
    }

    [Test]
    public async Task After_its_period_makes_a_new_job()
    {
        await using var service = new Service([("Gateway:IdempotencyPeriod", "00:00:01"), .. _store?.Settings ?? []]);
        var first = await OrderAsync("key-7", Order, service);
        Answer again = null!;
        await Until.TrueAsync(async () => (again = await OrderAsync("key-7", Order, service))["Location"] != first["Location"], () => again.Text);

        Assert.That(again.Status, Is.EqualTo(201));
    }

    [Test]
    public async Task After_a_restart_gives_the_same_job()
    {
        var folder = Directory.CreateTempSubdirectory("ordersaga-keys-");
        (string, string)[] settings = _store?.Settings ?? [("Store:ConnectionString", $"Data Source={Path.Combine(folder.FullName, "orders.db")}")];
        string? first;
        await using (var service = new Service(settings))
            first = (await OrderAsync("key-8", Order, service))["Location"];
        await using (var service = new Service(settings))
            Assert.That((await OrderAsync("key-8", Order, service))["Location"], Is.EqualTo(first));
        folder.Delete(recursive: true);
    }

    Task<Answer> OrderAsync(string key, string body, Service? service = null) => (service ?? _service).ExecuteAsync(body, ("Idempotency-Key", key));
}
