using System.Xml.Linq;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Html_pages_of_bulks
{
    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    async Task<HtmlPage> LookAsync(string path) => new(await _service.GetAsync(path, ("Accept", "text/html")));

    static IEnumerable<string> FormsIn(XElement element) => element.Descendants("form").Select(form => form.Attribute("action")!.Value);

    [Test]
    public async Task Lead_from_the_first_page_to_the_order_and_back_to_its_batch()
    {
        var (bulk, batches) = await _service.BulkAsync(1, Service.Plain);
        await _service.TriggerAndEndAsync(batches[0], "successful");
        var landing = await LookAsync("/");
        var list = await LookAsync("/bulks");
        var page = await LookAsync($"/bulks/{bulk}");
        var batch = await LookAsync($"/batches/{batches[0]}");
        var order = (await _service.GetAsync($"/batches/{batches[0]}/orders")).Json.GetProperty("orders")[0].GetProperty("jobID").GetString();
        var job = await LookAsync($"/jobs/{order}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _service.GetAsync("/")).Link("bulks"), Is.EqualTo($"{Service.BaseUrl}/bulks"));
            Assert.That(landing.Links, Does.Contain("/lta/bulks?limit=25").And.Contain("/lta/processes/bulk-create-request"));
            Assert.That(list.Links, Does.Contain($"/lta/bulks/{bulk}"));
            Assert.That(page.Links, Does.Contain($"/lta/batches/{batches[0]}").And.Contain($"/lta/jobs/{bulk}").And.Contain($"/lta/bulks/{bulk}/rejected?limit=25"));
            Assert.That(batch.Links, Does.Contain($"/lta/jobs/{order}").And.Contain($"/lta/jobs/{batches[0]}").And.Contain($"/lta/bulks/{bulk}"));
            Assert.That(job.Links, Does.Contain($"/lta/batches/{batches[0]}").And.Contain($"/lta/bulks/{bulk}"));
            Assert.That((await _service.GetAsync($"/jobs/{order}")).Link("collection"), Is.EqualTo($"{Service.BaseUrl}/batches/{batches[0]}"));
            Assert.That((await LookAsync($"/jobs/{bulk}")).ById("actions")!.Descendants("a").Single().Attribute("href")!.Value, Is.EqualTo($"/lta/bulks/{bulk}"));
            Assert.That((await LookAsync($"/jobs/{batches[0]}")).ById("actions")!.Descendants("a").Single().Attribute("href")!.Value, Is.EqualTo($"/lta/batches/{batches[0]}"));
        }
    }

    [Test]
    public async Task Offer_what_can_be_done_now_and_nothing_else()
    {
        var (bulk, batches) = await _service.BulkAsync(1, Service.Plain, Service.NeverEnding, Service.Failing, Service.Refused);
        await _service.TriggerAndEndAsync(batches[0], "successful");
        await _service.TriggerAsync(batches[1]);
        await _service.TriggerAndEndAsync(batches[2], "failed");
        var rows = FormsIn((await LookAsync($"/bulks/{bulk}")).ById("batches")!).ToList();
        var forms = new List<List<string>>();
        foreach (var batch in batches)
            forms.Add([.. FormsIn((await LookAsync($"/batches/{batch}")).ById("actions")!).Select(action => action[(action.LastIndexOf('/') + 1)..])]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows, Is.EqualTo(new[] { $"/lta/batches/{batches[2]}/trigger", $"/lta/batches/{batches[3]}/trigger" }));
            Assert.That(forms[0], Is.EqualTo(new[] { "dismissal" }));
            Assert.That(forms[1], Is.EqualTo(new[] { "dismissal" }));
            Assert.That(forms[2], Is.EqualTo(new[] { "trigger", "dismissal" }));
            Assert.That(forms[3], Is.EqualTo(new[] { "trigger", "dismissal" }));
        }
    }

    [Test]
    public async Task Show_figures_as_people_read_them_and_to_the_byte()
    {
        var (bulk, _) = await _service.BulkAsync(5, Service.Plain, "LTA-NOWHERE", Service.Plain);
        var figures = (await LookAsync($"/bulks/{bulk}")).ById("figures")!;
        var volume = figures.Descendants("dt").Single(term => term.Value == "volume").Parent!.Descendants("data").Single();
        var rejected = figures.Descendants("dt").Single(term => term.Value == "not ordered").Parent!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(volume.Value, Is.EqualTo("12.3 kB"));
            Assert.That(volume.Attribute("title")!.Value, Is.EqualTo("12\u202F345 bytes"));
            Assert.That(rejected.Element("dd")!.Value, Is.EqualTo("2"));
        }
    }

    [Test]
    public async Task Tell_the_progress_of_a_running_batch_and_keep_themselves_up_to_date()
    {
        var (bulk, batches) = await _service.BulkAsync(2, Service.Plain, Service.NeverEnding);
        await _service.TriggerAsync(batches[0]);
        await Until.TrueAsync(async () => (await _service.GetAsync($"/batches/{batches[0]}")).Member("progress") == "50", () => "The batch does not get on.");
        var page = await LookAsync($"/bulks/{bulk}");
        var batch = await LookAsync($"/batches/{batches[0]}");
        await _service.DeleteAsync($"/jobs/{bulk}?cascade=true");
        await _service.UntilBatchAsync(batches[0], "dismissed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.ById("course")!.Descendants("progress").Single().Attribute("value")!.Value, Is.EqualTo("50"));
            Assert.That(page.ById("main")!.Attribute("data-every"), Is.Not.Null);
            Assert.That(batch.ById("course")!.Descendants("progress").Single().Attribute("value")!.Value, Is.EqualTo("50"));
            Assert.That(batch.ById("main")!.Attribute("data-events")!.Value, Is.EqualTo($"/lta/jobs/{batches[0]}/events"));
            Assert.That((await LookAsync($"/bulks/{bulk}")).ById("main")!.Attribute("data-every"), Is.Null);
        }
    }

    [Test]
    public async Task List_the_newest_bulk_first_page_by_page()
    {
        var bulks = new List<string>();
        for (var n = 0; n < 3; n++)
            bulks.Insert(0, (await _service.BulkAsync(1, Service.Plain)).Bulk);
        var seen = new List<string>();
        for (var next = "/bulks?limit=2"; next is not null && seen.Count < 4;)
        {
            var answer = await _service.GetAsync(next);
            seen.AddRange(answer.Json.GetProperty("bulks").EnumerateArray().Select(bulk => bulk.GetProperty("bulk_id").GetString()!));
            next = answer.Link("next");
        }
        var first = await LookAsync("/bulks?limit=2");
        var further = await LookAsync(first.Links.First(link => link.Contains("cursor=", StringComparison.Ordinal))["/lta".Length..]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen.Take(3), Is.EqualTo(bulks));
            Assert.That(seen, Is.Unique);
            Assert.That(first.Links, Does.Contain($"/lta/bulks/{bulks[1]}").And.Not.Contain($"/lta/bulks/{bulks[2]}"));
            Assert.That(further.Links, Does.Contain($"/lta/bulks/{bulks[2]}").And.Contain("/lta/bulks?limit=2"));
        }
    }

    [TestCase("/bulks?limit=0", "limit")]
    [TestCase("/bulks?cursor=x", "cursor")]
    public async Task Are_asked_for_properly(string path, string field)
    {
        var answer = await _service.GetAsync(path);

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Json.GetProperty("errors")[0].GetProperty("field").GetString(), Is.EqualTo(field));
    }

    [Test]
    public async Task Narrow_orders_and_batches_by_status()
    {
        var (bulk, batches) = await _service.BulkAsync(2, Service.Plain, Service.Failing, Service.Refused);
        await _service.TriggerAndEndAsync(batches[0], "successful");
        var failed = await LookAsync($"/batches/{batches[0]}/orders?limit=25&status=failed");
        var prepared = await LookAsync($"/bulks/{bulk}/batches?limit=25&status=prepared");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.ById("orders")!.Value, Does.Contain(Service.Failing).And.Not.Contain(Service.Plain));
            Assert.That(failed.Elements("a").Single(link => link.Attribute("aria-current") is not null && link.Value == "failed").Attribute("href")!.Value, Is.EqualTo($"/lta/batches/{batches[0]}/orders?limit=25&status=failed"));
            Assert.That(prepared.Links, Does.Contain($"/lta/batches/{batches[1]}").And.Not.Contain($"/lta/batches/{batches[0]}"));
            Assert.That((await LookAsync($"/batches/{batches[1]}")).ById("orders")!.Value, Does.Contain("ordered when it is started"));
        }
    }
}
