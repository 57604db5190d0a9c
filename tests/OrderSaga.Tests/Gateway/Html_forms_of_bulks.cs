using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Html_forms_of_bulks
{
    const string Form = "/processes/bulk-create-request/form";

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

    static string IdIn(Answer answer, string path)
    {
        Assert.That(answer.Status, Is.EqualTo(303), answer.Text);
        Assert.That(answer["Location"], Does.StartWith($"/lta/{path}/"));
        return answer["Location"]![$"/lta/{path}/".Length..];
    }

    static string Problem(HtmlPage page) => page.Elements("div").Single(element => element.Attribute("class")?.Value == "problem").Value;

    [Test]
    public async Task Create_a_bulk_of_what_is_typed_and_lead_to_it()
    {
        var answer = await _browser.PostAsync(Form,
        [
            ("inputs.products", $"{Service.Plain}\r\n\r\n  {Service.Failing}  \r\nLTA-NOWHERE\r\n"), ("inputs.filter", ""), ("inputs.batch_size_products", "1"),
            ("inputs.automatic_trigger", "true"), ("inputs.failure_policy", "all"), ("inputs.priority", "7"), ("inputs.label", "a & b"),
        ]);
        var bulk = IdIn(answer, "bulks");
        await _service.UntilAsync(bulk, "successful");
        var batches = await _service.BatchesAsync(bulk);
        await _service.UntilBatchAsync(batches[0], "successful");
        var info = await _service.GetAsync($"/bulks/{bulk}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(batches, Has.Count.EqualTo(2));
            Assert.That(info.Member("label"), Is.EqualTo("a & b"));
            Assert.That(info.Member("priority"), Is.EqualTo("7"));
            Assert.That(info.Member("rejected_products"), Is.EqualTo("1"));
            Assert.That(new HtmlPage(await _service.GetAsync($"/bulks/{bulk}?f=html")).ById("selection")!.Value, Does.Contain("all"));
        }
    }

    [Test]
    public async Task Take_lists_numbers_and_a_filter()
    {
        var answer = await _browser.PostAsync(Form,
        [
            ("inputs.collections", "S1-L0\r\nS2-L0"), ("inputs.bbox", "5.9, 45.8 10.5;47.8"), ("inputs.datetime", "2026-01-01T00:00:00Z/.."),
            ("inputs.filter", """{"op":"=","args":[{"property":"platform"},"a<b"]}"""),
        ]);
        var selection = new HtmlPage(await _service.GetAsync($"/bulks/{IdIn(answer, "bulks")}?f=html")).ById("selection")!.Value;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(selection, Does.Contain("S1-L0").And.Contain("S2-L0"));
            Assert.That(selection, Does.Contain("5.9, 45.8, 10.5, 47.8"));
            Assert.That(selection, Does.Contain("2026-01-01T00:00:00Z/.."));
            Assert.That(selection, Does.Contain("a<b"));
        }
    }

    [Test]
    public async Task Tell_what_a_bulk_would_come_to_and_are_ready_to_create_it()
    {
        var before = await BulksAsync();
        (string, string)[] fields = [("inputs.products", $"{Service.Plain}\nLTA-NOWHERE\n{Service.Failing}"), ("inputs.batch_size_products", "1"), ("inputs.dry_run", "true")];
        var answer = await _browser.PostAsync(Form, fields);
        var page = new HtmlPage(answer);
        var after = await BulksAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(page.ById("forecast")!.Value, Does.Contain("Products2").And.Contain("Batches2").And.Contain("Unknown1"));
            Assert.That(page.ById("json")!.Value, Does.Contain("\"number_of_batches\": 2"));
            Assert.That(page.ById("inputs.products")!.Value, Does.Contain("LTA-NOWHERE"));
            Assert.That(page.ById("inputs.dry_run")!.Attribute("checked"), Is.Null);
            Assert.That(after, Is.EqualTo(before), "a dry run stores nothing");
        }

        // Those of other tests may still go on; there is none more.
        async Task<IReadOnlyList<string>> BulksAsync() =>
            [.. (await _service.GetAsync("/bulks?limit=1000")).Json.GetProperty("bulks").EnumerateArray().Select(bulk => bulk.GetProperty("bulk_id").GetString()!)];
    }

    [Test]
    public async Task Name_what_is_wrong_by_what_was_typed()
    {
        var answer = await _browser.PostAsync(Form,
        [
            ("inputs.products", $"{Service.Plain}\r\n{new string('x', 300)}"), ("inputs.bbox", "5.9, west, 10.5, 47.8"), ("inputs.filter", "{\"op\""), ("inputs.automatic_trigger", "true"),
        ]);
        var json = new HtmlPage(answer);
        var values = new HtmlPage(await _browser.PostAsync(Form, [("inputs.products", $"{Service.Plain}\r\n{new string('x', 300)}"), ("inputs.bbox", "5.9, west, 10.5, 47.8"), ("inputs.automatic_trigger", "true")]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(400));
            Assert.That(json.ById("inputs.filter-rule")!.Value, Is.EqualTo("must be JSON"));
            Assert.That(values.ById("inputs.products-rule")!.Value, Does.Contain("'xxx").And.Contain("256"));
            Assert.That(values.ById("inputs.products-rule")!.Value, Does.Contain("must not be given together with"));
            Assert.That(values.ById("inputs.bbox-rule"), Is.Not.Null);
            Assert.That(values.ById("inputs.bbox")!.Attribute("value")!.Value, Is.EqualTo("5.9, west, 10.5, 47.8"));
            Assert.That(values.ById("inputs.automatic_trigger")!.Attribute("checked"), Is.Not.Null);
        }
    }

    [Test]
    public async Task Start_a_batch_with_the_priority_that_is_typed()
    {
        var (bulk, batches) = await _service.BulkAsync(1, Service.NeverEnding, Service.Plain);
        var own = await _browser.PostAsync($"/batches/{batches[0]}/trigger", [("inputs.priority", "88")]);
        var fromBulk = await _browser.PostAsync($"/batches/{batches[1]}/trigger", [("from", "bulk")]);
        var again = await _browser.PostAsync($"/batches/{batches[0]}/trigger", [("inputs.priority", "")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(IdIn(own, "batches"), Is.EqualTo(batches[0]));
            Assert.That((await _service.GetAsync($"/batches/{batches[0]}")).Member("priority"), Is.EqualTo("88"));
            Assert.That(IdIn(fromBulk, "bulks"), Is.EqualTo(bulk));
            Assert.That(IdIn(again, "batches"), Is.EqualTo(batches[0]), "a batch that runs already is the same job");
        }
    }

    [Test]
    public async Task Of_the_trigger_process_lead_to_the_batch_or_tell_that_there_is_none()
    {
        var (_, batches) = await _service.BulkAsync(1, Service.Plain);
        var unknown = await _browser.PostAsync("/processes/batch-order-trigger/form", [("inputs.batch_id", "0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69")]);
        var started = await _browser.PostAsync("/processes/batch-order-trigger/form", [("inputs.batch_id", batches[0])]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(unknown.Status, Is.EqualTo(404));
            Assert.That(Problem(new HtmlPage(unknown)), Does.Contain("There is no batch 0198b7c2"));
            Assert.That(new HtmlPage(unknown).ById("inputs.batch_id")!.Attribute("value")!.Value, Does.StartWith("0198b7c2"));
            Assert.That(IdIn(started, "batches"), Is.EqualTo(batches[0]));
        }
    }

    [Test]
    public async Task Tell_why_a_batch_is_not_started()
    {
        var (_, batches) = await _service.BulkAsync(1, Service.NeverEnding, Service.Plain, Service.Refused);
        var wrong = await _browser.PostAsync($"/batches/{batches[0]}/trigger", [("inputs.priority", "<500>")]);
        await _service.TriggerAsync(batches[0]);
        var other = await _browser.PostAsync($"/batches/{batches[0]}/trigger", [("inputs.priority", "7")]);
        await _service.TriggerAndEndAsync(batches[1], "successful");
        var ended = await _browser.PostAsync($"/batches/{batches[1]}/trigger", [("from", "bulk")]);
        var complete = await _browser.PostAsync($"/batches/{batches[1]}/trigger", [("inputs.retry_failed", "true")]);
        await _service.DeleteAsync($"/batches/{batches[2]}");
        var gone = await _browser.PostAsync($"/batches/{batches[2]}/trigger", []);
        var page = new HtmlPage(wrong);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong.Status, Is.EqualTo(400));
            Assert.That(page.ById("inputs.priority")!.Attribute("value")!.Value, Is.EqualTo("<500>"));
            Assert.That(page.ById("inputs.priority-rule")!.Value, Does.Contain("from 1 to 100"));
            Assert.That((other.Status, Problem(new HtmlPage(other))), Is.EqualTo((409, "It was already started with priority 50, which it keeps.")));
            Assert.That((ended.Status, Problem(new HtmlPage(ended))), Is.EqualTo((409, "It has already ended successful; nothing was started.")));
            Assert.That((complete.Status, Problem(new HtmlPage(complete))), Is.EqualTo((409, "Everything that could be tried again has come; nothing was started.")));
            Assert.That((gone.Status, Problem(new HtmlPage(gone))), Is.EqualTo((410, "It was discarded and can't be started any more.")));
        }
    }

    [Test]
    public async Task Try_again_what_did_not_come()
    {
        var (bulk, batches) = await _service.BulkAsync(2, Service.Plain, Service.NeverEnding.Replace("GRANTED-ONLY", "ERROR", StringComparison.Ordinal), Service.Failing);
        await _service.TriggerAndEndAsync(batches[0], "successful");
        var before = new HtmlPage(await _service.GetAsync($"/batches/{batches[0]}?f=html"));
        var retry = IdIn(await _browser.PostAsync($"/batches/{batches[0]}/trigger", [("inputs.retry_failed", "true"), ("inputs.priority", "60")]), "batches");
        var info = await _service.GetAsync($"/batches/{retry}");
        await _service.UntilBatchAsync(retry, "failed");
        var after = new HtmlPage(await _service.GetAsync($"/batches/{batches[0]}?f=html"));
        var whole = new HtmlPage(await _service.GetAsync($"/bulks/{bulk}?f=html"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.ById("actions")!.Value, Does.Contain("Try again what did not come"));
            Assert.That((info.Member("retry_of"), info.Member("priority"), info.Member("number_of_products")), Is.EqualTo((batches[0], "60", "1")));
            Assert.That(after.ById("about")!.Value, Does.Contain(retry));
            Assert.That(whole.ById("batches")!.Value, Does.Contain("second try"));
        }
    }

    [Test]
    public async Task Dismiss_and_discard_batches_once()
    {
        var (_, batches) = await _service.BulkAsync(1, Service.NeverEnding, Service.Plain);
        await _service.TriggerAsync(batches[0]);
        var dismissed = await _browser.PostAsync($"/batches/{batches[0]}/dismissal", []);
        var discarded = await _browser.PostAsync($"/batches/{batches[1]}/dismissal", []);
        var again = await _browser.PostAsync($"/batches/{batches[1]}/dismissal", []);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(IdIn(dismissed, "batches"), Is.EqualTo(batches[0]));
            Assert.That((await _service.GetAsync($"/batches/{batches[0]}")).Member("status"), Is.EqualTo("dismissed"));
            Assert.That(IdIn(discarded, "batches"), Is.EqualTo(batches[1]));
            Assert.That((again.Status, Problem(new HtmlPage(again))), Is.EqualTo((410, "It was dismissed or discarded before; nothing was changed.")));
        }
    }

    [Test]
    public async Task Dismiss_a_bulk_alone_first_and_its_batches_later()
    {
        var (bulk, batches) = await _service.BulkAsync(1, Service.NeverEnding, Service.Plain);
        await _service.TriggerAsync(batches[0]);
        var before = new HtmlPage(await _service.GetAsync($"/bulks/{bulk}?f=html")).ById("actions")!.Value;
        var alone = await _browser.PostAsync($"/bulks/{bulk}/dismissal", [("cascade", "false")]);
        await _service.UntilBatchAsync(batches[1], "discarded");
        var running = await _service.GetAsync($"/batches/{batches[0]}");
        var between = await _browser.PostAsync($"/bulks/{bulk}/dismissal", [("cascade", "false")]);
        var page = new HtmlPage(await _service.GetAsync($"/bulks/{bulk}?f=html"));
        var cascade = await _browser.PostAsync($"/bulks/{bulk}/dismissal", [("cascade", "true")]);
        await _service.UntilBatchAsync(batches[0], "dismissed");
        var again = await _browser.PostAsync($"/bulks/{bulk}/dismissal", [("cascade", "true")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Does.Contain("Dismiss this bulk alone").And.Contain("Dismiss with all batches"));
            Assert.That(IdIn(alone, "bulks"), Is.EqualTo(bulk));
            Assert.That(running.Member("status"), Is.AnyOf("accepted", "running"));
            Assert.That((between.Status, Problem(new HtmlPage(between))), Is.EqualTo((410, "This bulk was dismissed before; nothing was changed.")));
            Assert.That(page.ById("actions")!.Value, Does.Contain("Dismiss all batches").And.Not.Contain("alone"));
            Assert.That(cascade.Status, Is.EqualTo(303));
            Assert.That(again.Status, Is.EqualTo(410));
            Assert.That((await _service.GetAsync($"/bulks/{bulk}")).Member("status"), Is.EqualTo("dismissed"));
        }
    }

    [Test]
    public async Task That_programs_need_not_dismiss_the_batches_later_one_by_one()
    {
        var (bulk, batches) = await _service.BulkAsync(1, Service.NeverEnding);
        await _service.TriggerAsync(batches[0]);
        var alone = await _service.DeleteAsync($"/jobs/{bulk}");
        var again = await _service.DeleteAsync($"/jobs/{bulk}");
        var cascade = await _service.DeleteAsync($"/jobs/{bulk}?cascade=true");
        await _service.UntilBatchAsync(batches[0], "dismissed");

        Assert.That((alone.Status, again.Status, cascade.Status), Is.EqualTo((200, 410, 200)));
        Assert.That((await _service.DeleteAsync($"/jobs/{bulk}?cascade=true")).Status, Is.EqualTo(410));
    }

    [TestCase("Origin", "https://elsewhere.example.test")]
    [TestCase("Origin", "null")]
    [TestCase("Sec-Fetch-Site", "cross-site")]
    public async Task Of_other_sites_are_refused(string header, string value)
    {
        var (bulk, batches) = await _service.BulkAsync(1, Service.Plain);
        foreach (var path in new[] { $"/bulks/{bulk}/dismissal", $"/batches/{batches[0]}/trigger", $"/batches/{batches[0]}/dismissal", Form })
            Assert.That((await _browser.PostAsync(path, [("inputs.products", Service.Plain)], (header, value))).Status, Is.EqualTo(403), path);

        Assert.That((await _service.GetAsync($"/batches/{batches[0]}")).Member("status"), Is.EqualTo("prepared"));
    }

    [Test]
    public async Task Are_forms_and_nothing_else_and_reload_as_pages()
    {
        var (bulk, batches) = await _service.BulkAsync(1, Service.Plain);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (path, page) in new[] { ($"/bulks/{bulk}/dismissal", $"/lta/bulks/{bulk}"), ($"/batches/{batches[0]}/trigger", $"/lta/batches/{batches[0]}"), ($"/batches/{batches[0]}/dismissal", $"/lta/batches/{batches[0]}") })
            {
                Assert.That((await _service.SendAsync(HttpMethod.Post, path, "{}")).Status, Is.EqualTo(415), path);
                Assert.That((await _browser.GetAsync(path))["Location"], Is.EqualTo(page));
            }
            foreach (var path in new[] { "/bulks/x/dismissal", "/batches/0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69/trigger", "/batches/x/dismissal" })
                Assert.That((await _browser.PostAsync(path, [])).Status, Is.EqualTo(404), path);
        }
    }
}
