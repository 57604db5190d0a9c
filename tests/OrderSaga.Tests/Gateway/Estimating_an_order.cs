using System.Globalization;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>One place towards an archive that never ends, and products of every kind.</summary>
public sealed class Estimating_an_order
{
    const string Process = "/processes/estimate-request";
    const string Form = Process + "/form";

    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service(("Regards:MaxInFlight", "1"), ("Orders:TargetDuration", "02:00:00"));

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    Task<Answer> EstimateAsync(string inputs, string further = "", params (string Name, string Value)[] headers) =>
        _service.SendAsync(HttpMethod.Post, $"{Process}/execution", $$"""{"inputs":{{inputs}},"response":"document"{{further}}}""", headers);

    Task<Answer> EstimateAsync(string product, int priority) =>
        EstimateAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"product_identifier":"{{product}}","priority":{{priority}}}"""));

    async Task<int> CountJobsAsync() => (await _service.GetAsync("/jobs?limit=1000")).Json.GetProperty("jobs").GetArrayLength();

    static DateTime Time(Answer answer, string member) => DateTime.Parse(answer.Member(member)!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    [Test]
    public async Task Tells_date_place_and_size_at_once_and_stores_nothing()
    {
        var jobs = await CountJobsAsync();
        var answer = await EstimateAsync($$"""{"product_identifier":"{{Service.Plain}}"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
            Assert.That(answer.Json.EnumerateObject().Select(output => output.Name), Is.EqualTo(new[] { "estimated_date", "queue_position", "order_size", "online" }));
            Assert.That(Time(answer, "estimated_date"), Is.EqualTo(DateTime.UtcNow.AddHours(2)).Within(TimeSpan.FromMinutes(1)));
            Assert.That(answer.Member("order_size"), Is.EqualTo("12345"));
            Assert.That(answer.Json.GetProperty("online").GetBoolean(), Is.False);
            Assert.That(answer["Location"], Is.Null);
            Assert.That(await CountJobsAsync(), Is.EqualTo(jobs));
        }
    }

    [Test]
    public async Task Tells_the_place_that_an_order_of_that_priority_gets()
    {
        await using var service = new Service(("Regards:MaxInFlight", "1"));
        await service.OrderAndEndAsync(Service.NeverEnding, "running");
        await service.OrderAsync(Service.Plain);
        await service.OrderAsync(Service.Plain);
        async Task<string?> PlaceAsync(string further) =>
            (await service.SendAsync(HttpMethod.Post, $"{Process}/execution", $$"""{"inputs":{"product_identifier":"{{Service.Plain}}"{{further}}},"response":"document"}""")).Member("queue_position");
        string? place = null;
        await Until.TrueAsync(async () => (place = await PlaceAsync("")) == "3", () => $"an order would get place {place}, behind two");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await PlaceAsync(",\"priority\":100"), Is.EqualTo("1"));
            Assert.That(await PlaceAsync(",\"priority\":1"), Is.EqualTo("3"));
        }
        var ordered = await service.OrderAsync(Service.Plain);
        await Until.TrueAsync(async () => (await service.GetAsync($"/jobs/{ordered}")).Member("lta", "queue_position") == "3", () => "the order did not get the place that was told");
    }

    [Test]
    public async Task Of_a_product_that_is_online_is_now_and_without_a_place()
    {
        var answer = await EstimateAsync(Service.Online, 50);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Json.GetProperty("online").GetBoolean(), Is.True);
            Assert.That(answer.Member("queue_position"), Is.Null);
            Assert.That(Time(answer, "estimated_date"), Is.EqualTo(DateTime.UtcNow).Within(TimeSpan.FromMinutes(1)));
        }
    }

    [TestCase("{}")]
    [TestCase("""{"product_identifier":""}""")]
    [TestCase("""{"product_identifier":7,"priority":101}""")]
    [TestCase("""{"product_identifier":"LTA-PLAIN-0001","priority":"high"}""")]
    [TestCase("""{"product_identifier":{"value":"LTA-PLAIN-0001","mediaType":"image/png"}}""")]
    [TestCase("""{"product_identifier":"LTA-PLAIN-0001","priority":50.5}""")]
    public async Task Is_refused_with_the_faults_that_an_order_has(string inputs)
    {
        var order = await _service.ExecuteAsync($$"""{"inputs":{{inputs}}}""");
        var estimate = await EstimateAsync(inputs);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimate.Status, Is.EqualTo(400));
            Assert.That(estimate.Json.GetProperty("errors").GetRawText(), Is.EqualTo(order.Json.GetProperty("errors").GetRawText()));
        }
    }

    [TestCase("LTA-NOWHERE", "names no product of the catalogue")]
    [TestCase("LTA-TWICE", "names several products of the catalogue; name one of them by its URN")]
    public async Task Of_no_single_product_is_refused(string product, string rule)
    {
        var fault = (await EstimateAsync(product, 50)).Json.GetProperty("errors").EnumerateArray().Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.GetProperty("field").GetString(), Is.EqualTo("inputs.product_identifier"));
            Assert.That(fault.GetProperty("value").GetString(), Is.EqualTo(product));
            Assert.That(fault.GetProperty("rule").GetString(), Is.EqualTo(rule));
        }
    }

    [Test]
    public async Task Of_a_product_that_the_archive_can_not_take_is_refused_as_its_order_is()
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid()}.json");
        await File.WriteAllTextAsync(file, Catalogue.CatalogueFiles.Item(new string('L', 101), Catalogue.CatalogueFiles.Urn(1, "lta-test")));
        await using var service = new Service(("Catalogue:Path", file));
        var body = $$$"""{"inputs":{"product_identifier":"{{{new string('L', 101)}}}"}}""";
        var order = await service.ExecuteAsync(body);
        var estimate = await service.SendAsync(HttpMethod.Post, $"{Process}/execution", body);
        File.Delete(file);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimate.Status, Is.EqualTo(400), estimate.Text);
            Assert.That(estimate.Json.GetProperty("errors").GetRawText(), Is.EqualTo(order.Json.GetProperty("errors").GetRawText()));
        }
    }

    [Test]
    public async Task Comes_in_the_form_that_is_asked_for()
    {
        async Task<Answer> AskAsync(string further) =>
            await _service.SendAsync(HttpMethod.Post, $"{Process}/execution", $$"""{"inputs":{"product_identifier":"{{Service.Plain}}"}{{further}}}""");
        var parts = await AskAsync("");
        var one = await AskAsync(""","outputs":{"order_size":{}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(parts["Content-Type"], Does.StartWith("multipart/related"));
            Assert.That(parts.Text, Does.Contain("Content-ID: estimated_date").And.Contain("Content-ID: online"));
            Assert.That(one["Content-Type"], Is.EqualTo("text/plain; charset=utf-8"));
            Assert.That(one.Text, Is.EqualTo("12345"));
            Assert.That((await AskAsync(""","outputs":{"order_size":{"transmissionMode":"reference"}}""")).Status, Is.EqualTo(400), "there is no job to refer to");
            Assert.That((await AskAsync(""","outputs":{"price":{}}""")).Status, Is.EqualTo(400));
        }
    }

    [Test]
    public async Task Is_no_job_whatever_its_client_prefers()
    {
        var jobs = await CountJobsAsync();
        var inputs = $$"""{"product_identifier":"{{Service.Plain}}"}""";
        var asynchronous = await EstimateAsync(inputs, "", ("Prefer", "respond-async"), ("Idempotency-Key", "estimate"));
        var waiting = await EstimateAsync(inputs, "", ("Prefer", "wait=5"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((asynchronous.Status, asynchronous["Preference-Applied"]), Is.EqualTo((200, (string?)null)));
            Assert.That((waiting.Status, waiting["Preference-Applied"]), Is.EqualTo((200, "wait=5")));
            Assert.That(await CountJobsAsync(), Is.EqualTo(jobs));
        }
    }

    [Test]
    public async Task Is_described_as_a_process_without_jobs()
    {
        var described = await _service.GetAsync(Process);
        var list = new HtmlPage(await _service.GetAsync("/jobs?f=html"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(described.Json.GetProperty("jobControlOptions").EnumerateArray().Select(mode => mode.GetString()), Is.EqualTo(new[] { "sync-execute" }));
            Assert.That(described.Json.GetProperty("outputTransmission").EnumerateArray().Select(mode => mode.GetString()), Is.EqualTo(new[] { "value" }));
            Assert.That(described.Json.GetProperty("inputs").EnumerateObject().Select(input => input.Name), Is.EqualTo(new[] { "product_identifier", "priority" }));
            Assert.That(described.Member("inputs", "priority", "schema", "default"), Is.EqualTo("50"));
            Assert.That(described.Link("http://www.opengis.net/def/rel/ogc/1.0/job-list"), Is.Null);
            Assert.That(list.Elements("option").Select(option => option.Attribute("value")?.Value), Does.Contain("echo").And.Not.Contain("estimate-request"));
        }
    }

    [Test]
    public async Task On_its_page_is_shown_above_the_form_that_asks_again()
    {
        using var browser = new FormClient(_service);
        var answer = await browser.PostAsync(Form, [("inputs.product_identifier", Service.Plain), ("inputs.priority", "77")]);
        var page = new HtmlPage(answer);
        var shown = page.ById("answer")!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(page.Title, Is.EqualTo("Estimate an order"));
            Assert.That(shown.Value, Does.Contain("Estimated date").And.Contain("Queue position").And.Contain("12.3 kB").And.Contain("no"));
            Assert.That(page.ById("inputs.product_identifier")!.Attribute("value")!.Value, Is.EqualTo(Service.Plain));
            Assert.That(page.ById("inputs.priority")!.Attribute("value")!.Value, Is.EqualTo("77"));
            Assert.That(page.ById("json")!.Value, Does.Contain("\"order_size\": 12345"));
            Assert.That((await browser.GetAsync(Form))["Location"], Is.EqualTo("/lta/processes/estimate-request"), "who reloads it");
        }
    }

    [Test]
    public async Task On_its_page_tells_what_was_wrong_beside_its_field()
    {
        using var browser = new FormClient(_service);
        var answer = await browser.PostAsync(Form, [("inputs.product_identifier", "LTA-NOWHERE")]);
        var page = new HtmlPage(answer);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(400));
            Assert.That(page.ById("answer"), Is.Null);
            Assert.That(page.ById("inputs.product_identifier-rule")!.Value, Is.EqualTo("names no product of the catalogue"));
        }
    }
}
