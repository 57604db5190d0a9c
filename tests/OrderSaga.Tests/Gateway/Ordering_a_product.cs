using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Ordering_a_product
{
    const string Results = "http://www.opengis.net/def/rel/ogc/1.0/results";
    const string Exceptions = "http://www.opengis.net/def/rel/ogc/1.0/exceptions";

    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Is_answered_with_201_and_a_job_that_can_be_read_at_once()
    {
        var answer = await _service.ExecuteAsync(
            $$$"""{"inputs":{"product_identifier":"{{{Service.Plain}}}","priority":77,"label":"spring campaign"}}""", ("Prefer", "respond-async "));
        var job = answer.Json;
        var id = job.GetProperty("jobID").GetString();
        var read = await _service.GetAsync(answer["Location"]!);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(answer["Location"], Is.EqualTo($"{Service.BaseUrl}/jobs/{id}"));
            Assert.That(answer["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(answer["Preference-Applied"], Is.EqualTo("respond-async"));
            Assert.That(answer["Link"], Is.Null);
            Assert.That(Guid.TryParse(id, out _), Is.True);
            Assert.That(answer.Member("processID"), Is.EqualTo("order-request"));
            Assert.That(answer.Member("type"), Is.EqualTo("process"));
            Assert.That(answer.Member("id"), Is.EqualTo(id));
            Assert.That(answer.Member("lta", "priority"), Is.EqualTo("77"));
            Assert.That(answer.Member("lta", "label"), Is.EqualTo("spring campaign"));
            Assert.That(answer.Member("lta", "product_identifier"), Is.EqualTo(Service.Plain));
            Assert.That(answer.Member("lta", "order_size"), Is.EqualTo("12345"));
            Assert.That(answer.Text, Does.Not.Contain("null"));
            Assert.That(read.Status, Is.EqualTo(200));
            Assert.That(read.Member("jobID"), Is.EqualTo(id));
        }
    }

    [Test]
    public async Task Ends_successful_with_times_links_and_a_product_that_is_online()
    {
        var id = await _service.OrderAsync(Service.Plain);
        var job = await _service.UntilAsync(id, "successful");
        const string time = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$";

        using (Assert.EnterMultipleScope())
        {
            foreach (var member in new[] { "created", "started", "finished", "updated" })
                Assert.That(job.Member(member), Does.Match(time), member);
            Assert.That(job.Member("progress"), Is.EqualTo("100"));
            Assert.That(job.Member("lta", "phase"), Is.EqualTo("completed"));
            Assert.That(job.Member("lta", "online"), Is.EqualTo("True"));
            Assert.That(job.Member("lta", "eviction_date"), Does.Match(time));
            Assert.That(job.Link("self"), Is.EqualTo($"{Service.BaseUrl}/jobs/{id}"));
            Assert.That(job.Link("monitor"), Is.EqualTo($"{Service.BaseUrl}/jobs/{id}"));
            Assert.That(job.Link("up"), Is.EqualTo($"{Service.BaseUrl}/jobs"));
            Assert.That(job.Link(Results), Is.EqualTo($"{Service.BaseUrl}/jobs/{id}/results"));
            Assert.That(job.Link(Exceptions), Is.Null);
        }
    }

    [Test]
    public async Task Gives_the_facts_of_its_end_as_results()
    {
        var id = await _service.OrderAndEndAsync(Service.Plain, "successful");
        var results = await _service.GetAsync($"/jobs/{id}/results?f=json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Status, Is.EqualTo(200));
            Assert.That(results["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(
                results.Json.EnumerateObject().Select(output => output.Name),
                Is.EqualTo(new[] { "product_identifier", "order_size", "submission_date", "completed_date", "eviction_date", "priority", "product_link" }));
            Assert.That(results.Member("product_identifier"), Is.EqualTo(Service.Plain));
            Assert.That(results.Member("order_size"), Is.EqualTo("12345"));
            Assert.That(results.Member("priority"), Is.EqualTo("50"));
            Assert.That(results.Member("product_link"), Is.EqualTo($"https://archive.example.test/{Service.Plain}"));
        }
    }

    [Test]
    public async Task Of_a_product_that_is_online_ends_at_once()
    {
        var answer = await _service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{Service.Online}}}"}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(answer.Member("status"), Is.EqualTo("successful"));
            Assert.That(answer.Member("lta", "eviction_date"), Is.EqualTo("2099-01-01T00:00:00.000Z"));
        }
    }

    [TestCase("LTA-NOWHERE", "product-not-found", 400)]
    [TestCase("LTA-TWICE", "product-ambiguous", 400)]
    [TestCase(Service.Refused, "denied", 400)]
    [TestCase(Service.Failing, "archive-error", 500)]
    public async Task Fails_with_its_reason_and_its_results_are_that_error(string product, string reason, int status)
    {
        var id = await _service.OrderAsync(product);
        var job = await _service.UntilAsync(id, "failed");
        var results = await _service.GetAsync($"/jobs/{id}/results");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(job.Member("lta", "reason_code"), Is.EqualTo(reason));
            Assert.That(job.Member("exception", "reason_code"), Is.EqualTo(reason));
            Assert.That(job.Member("lta", "online"), Is.Null);
            Assert.That(job.Link(Exceptions), Is.EqualTo($"{Service.BaseUrl}/jobs/{id}/results"));
            Assert.That(job.Link(Results), Is.Null);
            Assert.That(results.Status, Is.EqualTo(status));
            Assert.That(results.Member("status"), Is.EqualTo(status.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.That(results.Member("reason_code"), Is.EqualTo(reason));
            Assert.That(results.Member("type"), Is.Not.Empty);
            Assert.That(results.Member("detail"), Is.EqualTo(job.Member("message")).And.Not.Empty);
        }
    }

    [Test]
    public async Task Has_no_results_while_it_runs()
    {
        var id = await _service.OrderAndEndAsync(Service.NeverEnding, "running");
        var job = await _service.GetAsync($"/jobs/{id}");
        var results = await _service.GetAsync($"/jobs/{id}/results");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(job.Member("progress"), Is.Null);
            Assert.That(job.Member("finished"), Is.Null);
            Assert.That(job.Link(Results), Is.Null);
            Assert.That(results.Status, Is.EqualTo(404));
            Assert.That(results.Member("type"), Is.EqualTo("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/result-not-ready"));
        }
    }

    [Test]
    public async Task Is_taken_under_ESAs_name_of_the_process_too()
    {
        var answer = await _service.SendAsync(HttpMethod.Post, "/processes/productOrder/execution", $$$"""{"inputs":{"product_identifier":"{{{Service.Plain}}}"}}""");

        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        Assert.That(answer.Member("processID"), Is.EqualTo("order-request"));
    }

    [TestCase("""{"product_identifier":{"value":"LTA-PLAIN-0001","mediaType":"text/plain"},"priority":{"value":9}}""")]
    [TestCase("""{"product_identifier":"LTA-PLAIN-0001","priority":9,"properties":{"value":{"campaign":"spring"}}}""")]
    [TestCase("""{"product_identifier":"LTA-PLAIN-0001","priority":9,"properties":{"campaign":"spring"}}""")]
    [TestCase("""{"product_identifier":"LTA-PLAIN-0001","priority":9,"properties":{"value":3}}""")]
    [TestCase("""{"product_identifier":"LTA-PLAIN-0001","priority":9,"geometry":{"value":{"type":"Point","coordinates":[1,2]},"mediaType":"application/geo+json"}}""")]
    [TestCase("""{"product_identifier":"LTA-PLAIN-0001","priority":9,"geometry":{"type":"Point","coordinates":[1,2]}}""")]
    [TestCase("""{"product_identifier":"LTA-PLAIN-0001","priority":9,"acknowledged_recipient":"client-1","not_before":"2020-01-01T00:00:00+02:00"}""")]
    public async Task Takes_its_inputs_bare_and_qualified(string inputs)
    {
        var answer = await _service.ExecuteAsync($$"""{"inputs":{{inputs}},"outputs":{},"response":"document"}""");

        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        Assert.That(answer.Member("lta", "priority"), Is.EqualTo("9"));
    }

    [Test]
    public async Task Takes_outputs_a_subscriber_and_members_of_later_versions()
    {
        var answer = await _service.ExecuteAsync("""
            {"process":"https://example.test/p","inputs":{"product_identifier":"LTA-PLAIN-0001"},
             "outputs":{"order_size":{"transmissionMode":"value","format":{"mediaType":"text/plain"}},"product_link":{}},
             "subscriber":{"successUri":"https://client.example.test/done","successUrl":"typo"}}
            """);

        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
    }

    [Test]
    public async Task Waits_for_its_date()
    {
        var tomorrow = DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var id = await _service.OrderAsync(Service.Plain, $",\"not_before\":\"{tomorrow}\"");
        var job = await _service.GetAsync($"/jobs/{id}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(job.Member("status"), Is.EqualTo("accepted"));
            Assert.That(job.Member("progress"), Is.EqualTo("0"));
            Assert.That(job.Member("lta", "phase"), Is.EqualTo("scheduled"));
            Assert.That(job.Member("lta", "not_before"), Is.EqualTo(tomorrow));
        }
    }
}
