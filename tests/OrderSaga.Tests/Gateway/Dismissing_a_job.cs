using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Dismissing_a_job
{
    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase(Service.NeverEnding, "running")]
    [TestCase(Service.Plain, "successful")]
    [TestCase(Service.Failing, "failed")]
    public async Task Is_answered_with_200_and_for_good(string product, string before)
    {
        var id = await _service.OrderAndEndAsync(product, before);

        var dismissed = await _service.DeleteAsync($"/jobs/{id}");
        var read = await _service.GetAsync($"/jobs/{id}");
        var results = await _service.GetAsync($"/jobs/{id}/results");
        var again = await _service.DeleteAsync($"/jobs/{id}");
        var listed = await _service.GetAsync("/jobs?status=dismissed&limit=1000");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(dismissed.Status, Is.EqualTo(200));
            Assert.That(dismissed.Member("status"), Is.EqualTo("dismissed"));
            Assert.That(dismissed.Member("message"), Is.Not.Empty);
            Assert.That(dismissed.Member("finished"), Is.Not.Empty);
            Assert.That(read.Status, Is.EqualTo(200));
            Assert.That(read.Member("status"), Is.EqualTo("dismissed"));
            Assert.That(read.Link("http://www.opengis.net/def/rel/ogc/1.0/results"), Is.Null);
            Assert.That(results.Status, Is.EqualTo(410));
            Assert.That(again.Status, Is.EqualTo(410));
            Assert.That(again.Member("type"), Is.EqualTo("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job"));
            Assert.That(listed.Jobs, Does.Contain(id));
        }
    }

    [Test]
    public async Task That_still_waits_keeps_it_from_being_sent()
    {
        var id = await _service.OrderAsync(Service.Plain, $",\"not_before\":\"{DateTime.UtcNow.AddDays(2):yyyy-MM-dd}T00:00:00Z\"");
        var dismissed = await _service.DeleteAsync($"/jobs/{id}");

        Assert.That(dismissed.Status, Is.EqualTo(200));
        Assert.That(dismissed.Member("started"), Is.Null);
    }

    [TestCase("00000000-0000-4000-8000-000000000001")]
    [TestCase("no-uuid")]
    public async Task That_does_not_exist_is_404(string id)
    {
        foreach (var answer in new[] { await _service.DeleteAsync($"/jobs/{id}"), await _service.GetAsync($"/jobs/{id}"), await _service.GetAsync($"/jobs/{id}/results") })
        {
            Assert.That(answer.Status, Is.EqualTo(404));
            Assert.That(answer.Member("type"), Is.EqualTo("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job"));
            Assert.That(answer.Member("detail"), Does.Contain(id));
        }
    }
}
