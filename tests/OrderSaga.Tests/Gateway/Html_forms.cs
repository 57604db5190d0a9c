using System.Text.Encodings.Web;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Html_forms
{
    const string Form = "/processes/order-request/form";

    Service _service = null!;
    FormClient _browser = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _service = new Service();
        _browser = new FormClient(_service);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _browser.Dispose();
        await _service.DisposeAsync();
    }

    Task<Answer> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, params (string Name, string Value)[] headers) => _browser.PostAsync(path, fields, headers);

    static string JobOf(Answer answer)
    {
        Assert.That(answer.Status, Is.EqualTo(303), answer.Text);
        return answer["Location"]!["/lta/jobs/".Length..];
    }

    [Test]
    public async Task Order_what_is_typed_and_lead_to_the_job()
    {
        var tomorrow = $"{DateTime.UtcNow.AddDays(1):yyyy-MM-dd}T03:04";
        var answer = await PostAsync(Form,
        [
            ("inputs.product_identifier", Service.Plain), ("inputs.priority", "77"), ("inputs.label", "a & b"), ("inputs.not_before", tomorrow),
            ("inputs.properties", """{"state":"restored"}"""), ("inputs.file_update_mode", ""),
        ]);
        var job = await _service.GetAsync($"/jobs/{JobOf(answer)}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(303));
            Assert.That(job.Member("lta", "product_identifier"), Is.EqualTo(Service.Plain));
            Assert.That(job.Member("lta", "priority"), Is.EqualTo("77"));
            Assert.That(job.Member("lta", "label"), Is.EqualTo("a & b"));
            Assert.That(job.Member("lta", "not_before"), Is.EqualTo($"{tomorrow}:00.000Z"));
        }
    }

    [Test]
    public async Task Run_every_process_that_can_be_executed()
    {
        var answer = await PostAsync("/processes/echo/form", [("inputs.message", "hello"), ("inputs.pause", "0"), ("inputs.numbers", "[1,2]"), ("inputs.bbox", """{"bbox":[1,2,3,4]}""")]);
        var id = JobOf(answer);
        await _service.UntilAsync(id, "successful");

        Assert.That((await _service.GetAsync($"/jobs/{id}/results", ("Accept", "application/json"))).Json.GetProperty("numbers").GetArrayLength(), Is.EqualTo(2));
        Assert.That(new HtmlPage(await _service.GetAsync($"/jobs/{id}/results?f=html")).Body, Does.Contain("hello"));
    }

    [Test]
    public async Task Show_what_was_wrong_beside_its_field_and_keep_what_was_typed()
    {
        var answer = await PostAsync(Form, [("inputs.product_identifier", Service.Plain), ("inputs.priority", "1000"), ("inputs.label", "<b>\"mine\"</b>"), ("inputs.files", "[{}]")]);
        var page = new HtmlPage(answer);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(400));
            Assert.That(page.ById("inputs.priority")!.Attribute("value")!.Value, Is.EqualTo("1000"));
            Assert.That(page.ById("inputs.priority")!.Attribute("aria-invalid")!.Value, Is.EqualTo("true"));
            Assert.That(page.ById("inputs.priority-rule")!.Value, Does.Contain("100"));
            Assert.That(page.ById("inputs.files-rule")!.Value, Does.Contain("locations"));
            Assert.That(page.ById("inputs.files")!.Value, Is.EqualTo("[{}]"));
            Assert.That(page.ById("inputs.label")!.Attribute("value")!.Value, Is.EqualTo("<b>\"mine\"</b>"));
            Assert.That(page.ById("inputs.label")!.Attribute("aria-invalid"), Is.Null);
            Assert.That(page.Links, Does.Contain("#inputs.priority").And.Contain("#inputs.files"));
        }
    }

    [TestCase("inputs.properties", "{\"a\":1,\"a\":2}")]
    [TestCase("inputs.geometry", "POINT(1 2)")]
    public async Task Ask_for_JSON_where_only_JSON_will_do(string field, string typed)
    {
        var page = new HtmlPage(await PostAsync(Form, [("inputs.product_identifier", Service.Plain), (field, typed)]));

        Assert.That(page.ById($"{field}-rule")!.Value, Is.EqualTo("must be JSON"));
        Assert.That(page.ById(field)!.Value, Is.EqualTo(typed));
    }

    [Test]
    public async Task Order_once_however_often_their_button_is_pressed()
    {
        var filling = new HtmlPage(await _service.GetAsync("/processes/order-request?f=html")).Elements("input").Single(input => input.Attribute("name")!.Value == "filling").Attribute("value")!.Value;
        (string, string)[] fields = [("filling", filling), ("inputs.product_identifier", Service.Online)];
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PostAsync(Form, fields)));
        var changed = await PostAsync(Form, [.. fields, ("inputs.priority", "3")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => answer["Location"]).Distinct().Count(), Is.EqualTo(1));
            Assert.That(changed.Status, Is.EqualTo(303));
            Assert.That(changed["Location"], Is.Not.EqualTo(answers[0]["Location"]));
        }
    }

    [TestCase("Origin", "https://elsewhere.example.test")]
    [TestCase("Origin", "null")]
    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    public async Task Of_other_sites_are_refused(string header, string value)
    {
        var job = await _service.OrderAndEndAsync(Service.NeverEnding, "running");
        var order = await PostAsync(Form, [("inputs.product_identifier", Service.Online)], (header, value));
        var dismissal = await PostAsync($"/jobs/{job}/dismissal", [], (header, value));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(order.Status, Is.EqualTo(403));
            Assert.That(dismissal.Status, Is.EqualTo(403));
            Assert.That(new HtmlPage(order).Title, Is.EqualTo("Forbidden"));
            Assert.That((await _service.GetAsync($"/jobs/{job}")).Member("status"), Is.EqualTo("running"));
        }
    }

    [Test]
    public async Task Of_our_own_pages_are_taken_at_the_public_address_and_at_any_other()
    {
        var own = _browser.Origin;
        foreach (var origin in new[] { "https://orders.example.test", own })
            Assert.That((await PostAsync(Form, [("inputs.product_identifier", Service.Online)], ("Origin", origin))).Status, Is.EqualTo(303), origin);
        Assert.That((await PostAsync(Form, [("inputs.product_identifier", Service.Online)], ("Sec-Fetch-Site", "same-origin"), ("Origin", own))).Status, Is.EqualTo(303));
    }

    [Test]
    public async Task Are_forms_and_nothing_else()
    {
        var answer = await _service.SendAsync(HttpMethod.Post, Form, "{}");

        Assert.That(answer.Status, Is.EqualTo(415));
    }

    [Test]
    public async Task Dismiss_a_job_once()
    {
        var job = await _service.OrderAndEndAsync(Service.NeverEnding, "running");
        var first = await PostAsync($"/jobs/{job}/dismissal", []);
        var second = await PostAsync($"/jobs/{job}/dismissal", []);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Status, Is.EqualTo(303));
            Assert.That(first["Location"], Is.EqualTo($"/lta/jobs/{job}"));
            Assert.That((await _service.GetAsync($"/jobs/{job}")).Member("status"), Is.EqualTo("dismissed"));
            Assert.That(second.Status, Is.EqualTo(410));
        }
    }

    [Test]
    public async Task Can_come_half_filled_from_a_link()
    {
        var job = await _service.OrderAndEndAsync(Service.Failing, "failed");
        var again = new HtmlPage(await _service.GetAsync($"/jobs/{job}?f=html")).Links.Single(link => link.Contains("inputs.product_identifier", StringComparison.Ordinal));
        var page = new HtmlPage(await _service.GetAsync($"{again["/lta".Length..]}&inputs.label={UrlEncoder.Default.Encode("\"><script>")}&f=html"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.ById("inputs.product_identifier")!.Attribute("value")!.Value, Is.EqualTo(Service.Failing));
            Assert.That(page.ById("inputs.label")!.Attribute("value")!.Value, Is.EqualTo("\"><script>"));
        }
    }

    [TestCase("from=2026-01-02T03:04&to=&status=failed&processID=&limit=25", "/lta/jobs?status=failed&limit=25&datetime=2026-01-02T03%3A04%3A00Z%2F..")]
    [TestCase("from=&to=2026-01-02T03:04:05&status=failed&status=running", "/lta/jobs?status=failed&status=running&datetime=..%2F2026-01-02T03%3A04%3A05Z")]
    [TestCase("from=&to=&minDuration=5", "/lta/jobs?minDuration=5")]
    [TestCase("", "/lta/jobs")]
    public async Task That_search_lead_to_the_lists_own_parameters(string fields, string target)
    {
        var answer = await _browser.GetAsync($"/jobs/search?{fields}");

        Assert.That(answer.Status, Is.EqualTo(303));
        Assert.That(answer["Location"], Is.EqualTo(target));
        Assert.That((await _service.GetAsync(target["/lta".Length..])).Status, Is.EqualTo(200));
    }

    [TestCase("2026-01-02T03:04:00Z/..", "2026-01-02T03:04:00", "")]
    [TestCase("2026-01-02T03:04:05.25+02:00/2026-01-03t00:00:00z", "2026-01-02T01:04:05", "2026-01-03T00:00:00")]
    [TestCase("2026-01-02 03:04:05 02:00/", "2026-01-02T01:04:05", "")]
    [TestCase("../2026-01-02", "", "2026-01-02T23:59:59")]
    public async Task That_search_show_the_times_of_the_list_in_UTC(string range, string from, string to)
    {
        var fields = new HtmlPage(await _browser.GetAsync($"/jobs?f=html&datetime={Uri.EscapeDataString(range)}")).Elements("input").ToLookup(input => input.Attribute("name")!.Value, input => input.Attribute("value")?.Value ?? "");

        Assert.That((fields["from"].Single(), fields["to"].Single()), Is.EqualTo((from, to)));
    }
}
