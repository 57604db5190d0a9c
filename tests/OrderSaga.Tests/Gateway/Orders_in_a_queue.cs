using System.Globalization;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>One place towards an archive that never ends, a quota of three open orders.</summary>
public sealed class Orders_in_a_queue
{
    Service _service = null!;

    [SetUp]
    public void Start() => _service = new Service(("Regards:MaxInFlight", "1"), ("Quota:OpenOrders", "3"), ("Orders:TargetDuration", "02:00:00"));

    [TearDown]
    public async Task Stop() => await _service.DisposeAsync();

    static DateTime Time(string? text) => DateTime.Parse(text!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    [Test]
    public async Task Tell_their_place_and_a_date()
    {
        var running = await _service.OrderAndEndAsync(Service.NeverEnding, "running");
        var next = await _service.OrderAsync(Service.Plain);
        var last = await _service.OrderAsync(Service.Plain);
        await Until.TrueAsync(async () => (await _service.GetAsync($"/jobs/{last}")).Member("lta", "queue_position") == "2", () => "the last order is not the second in the queue");
        var jobs = await Task.WhenAll(new[] { running, next, last }.Select(id => _service.GetAsync($"/jobs/{id}")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(jobs.Select(job => job.Member("lta", "queue_position")), Is.EqualTo(new[] { null, "1", "2" }));
            foreach (var job in jobs)
                Assert.That(Time(job.Member("lta", "estimated_date")), Is.EqualTo(Time(job.Member("created")).AddHours(2)).Within(TimeSpan.FromSeconds(1)));
        }
        await _service.DeleteAsync($"/jobs/{last}");
        Assert.That((await _service.GetAsync($"/jobs/{last}")).Member("lta", "estimated_date"), Is.Null);
    }

    [Test]
    public async Task Are_refused_beyond_the_quota_with_the_figure_and_when_to_come_again()
    {
        var first = await _service.OrderAsync(Service.NeverEnding);
        await _service.OrderAsync(Service.NeverEnding);
        await _service.OrderAsync(Service.NeverEnding);
        var refused = await _service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{Service.Plain}}}"}}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Status, Is.EqualTo(429));
            Assert.That(refused["Retry-After"], Is.EqualTo("60"));
            Assert.That(refused.Member("type"), Is.EqualTo("QuotaExceeded"));
            Assert.That(refused.Member("detail"), Is.EqualTo("ordersaga may have 3 unfinished orders, and this would make 4 (OpenOrders)."));
            Assert.That((await _service.GetAsync("/jobs")).Json.GetProperty("jobs").GetArrayLength(), Is.EqualTo(3));
        }

        await _service.OrderAsync(Service.Online);
        await _service.OrderAsync("LTA-NOWHERE");
        await _service.DeleteAsync($"/jobs/{first}");
        await _service.OrderAsync(Service.NeverEnding);
    }
}
