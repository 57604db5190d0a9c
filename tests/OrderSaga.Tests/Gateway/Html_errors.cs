using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Html_errors
{
    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("/nowhere", 404)]
    [TestCase("/processes/<b>teleport</b>", 404)]
    [TestCase("/jobs/00000000-0000-4000-8000-000000000001", 404)]
    [TestCase("/jobs/00000000-0000-4000-8000-000000000001/results", 404)]
    [TestCase("/jobs?limit=<i>&status=lost", 400)]
    [TestCase("/processes/order-request/execution", 405)]
    public async Task Tell_people_what_they_tell_programs(string path, int status)
    {
        var json = await _service.GetAsync(path, ("Accept", "application/json"));
        var answer = await _service.GetAsync(path, ("Accept", "text/html"));
        var page = new HtmlPage(answer);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(status));
            Assert.That(json.Status, Is.EqualTo(status));
            Assert.That(page.Title, Is.EqualTo(json.Member("title")));
            Assert.That(HtmlPage.Leaves(json.Json).Where(value => !page.Body.Contains(value, StringComparison.Ordinal)), Is.Empty);
            Assert.That(answer["Content-Security-Policy"], Does.StartWith("default-src 'none'"));
            Assert.That(answer["Vary"], Does.Contain("Accept"));
        }
    }

    [Test]
    public async Task Of_failed_jobs_come_as_pages_too()
    {
        var job = await _service.OrderAndEndAsync(Service.Refused, "failed");
        var answer = await _service.GetAsync($"/jobs/{job}/results?f=html");

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(new HtmlPage(answer).Body, Does.Contain("denied"));
    }

    [Test]
    public async Task Of_programs_that_execute_stay_JSON()
    {
        var answer = await _service.ExecuteAsync("{}", ("Accept", "text/html"));

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer["Content-Type"], Is.EqualTo("application/json"));
    }
}
