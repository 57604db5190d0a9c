using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>What the service says, held against the standard's own JSON schemas.</summary>
public sealed class Official_schemas
{
    Service _service = null!;

    [OneTimeSetUp]
    public void Start()
    {
        if (OgcSchemas.Missing is { } missing)
            Assert.Ignore(missing);
        _service = new Service();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_service is not null)
            await _service.DisposeAsync();
    }

    [TestCase("/", "landingPage")]
    [TestCase("/conformance", "confClasses")]
    [TestCase("/processes", "processList")]
    [TestCase("/processes/order-request", "process")]
    [TestCase("/processes/productOrder", "process")]
    [TestCase("/processes/echo", "process")]
    [TestCase("/processes/none", "exception")]
    [TestCase("/jobs/none", "exception")]
    [TestCase("/jobs?limit=0", "exception")]
    [TestCase("/nowhere", "exception")]
    public async Task Are_met_at(string path, string schema) => OgcSchemas.Check((await _service.GetAsync(path)).Text, schema);

    [TestCase(Service.Plain, "successful")]
    [TestCase(Service.Failing, "failed")]
    [TestCase(Service.NeverEnding, "running")]
    public async Task Are_met_by_a_job_its_results_and_the_list(string product, string status)
    {
        var id = await _service.OrderAndEndAsync(product, status);
        var results = await _service.GetAsync($"/jobs/{id}/results?f=json");

        OgcSchemas.Check((await _service.GetAsync($"/jobs/{id}")).Text, "statusInfo");
        OgcSchemas.Check(results.Text, results.Status == 200 ? "results" : "exception");
        OgcSchemas.Check((await _service.GetAsync("/jobs")).Text, "jobList");
        OgcSchemas.Check((await _service.DeleteAsync($"/jobs/{id}")).Text, "statusInfo");
    }

    [TestCase("\"numbers\":[1,2],\"bbox\":{\"bbox\":[1,2,3,4]},\"image\":\"AAAA\"", "{}")]
    [TestCase("\"numbers\":[1,2],\"bbox\":{\"bbox\":[1,2,3,4]},\"image\":\"AAAA\"", """{"message":{"transmissionMode":"reference"},"image":{"transmissionMode":"reference"},"bbox":{} }""")]
    public async Task Are_met_by_results_of_every_kind(string inputs, string outputs)
    {
        var placed = await _service.SendAsync(
            HttpMethod.Post, "/processes/echo/execution", $$"""{"inputs":{"message":"a",{{inputs}} },"outputs":{{outputs}},"response":"document"}""", ("Prefer", "respond-async"));
        var results = await _service.GetAsync($"/jobs/{placed.Member("jobID")}/results");

        Assert.That(results.Status, Is.EqualTo(200));
        OgcSchemas.Check(results.Text, "results");
    }

    [Test]
    public void Are_told_apart_from_what_breaks_them() =>
        Assert.That(OgcSchemas.FaultsOf("""{"jobID":"1","status":"done","type":"process"}""", "statusInfo"), Has.Some.Contains("status"));
}
