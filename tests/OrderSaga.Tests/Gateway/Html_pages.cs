using System.Xml.Linq;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Html_pages
{
    const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    Service _service = null!;
    string _job = null!;
    string _failed = null!;
    string _bulk = null!;
    string _batch = null!;
    string _prepared = null!;

    static readonly string[] PagePaths =
        [
            "/bulks", "/bulks?limit=1", "/bulks/{bulk}", "/bulks/{bulk}/batches", "/bulks/{bulk}/batches?limit=1&status=successful", "/bulks/{bulk}/rejected?limit=1", "/batches/{batch}",
            "/batches/{prepared}", "/batches/{batch}/orders", "/batches/{batch}/orders?limit=1", "/batches/{prepared}/orders", "/processes/bulk-create-request",
            "/processes/batch-order-trigger", "/jobs/{bulk}", "/jobs/{batch}", "/jobs/{bulk}/results", "/jobs/{batch}/results",
            "/", "/conformance", "/processes", "/processes?limit=1", "/processes/order-request", "/processes/productOrder", "/processes/echo", "/jobs", "/jobs?limit=1&status=successful", "/jobs/{job}", "/jobs/{failed}", "/jobs/{job}/history", "/jobs/{job}/results",
        ];

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = new Service();
        _job = await _service.OrderAndEndAsync(Service.Plain, "successful");
        _failed = await _service.OrderAndEndAsync(Service.Failing, "failed");
        (_bulk, var batches) = await _service.BulkAsync(
            $$"""{"products":["{{Service.Plain}}","{{Service.Failing}}","LTA-NOWHERE","{{Service.Online}}","{{Service.Refused}}"],"batch_size_products":2,"label":"spring <&> summer"}""");
        (_batch, _prepared) = (batches[0], batches[1]);
        await _service.TriggerAndEndAsync(_batch, "successful");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    string Path(string pattern) => pattern.Replace("{job}", _job, StringComparison.Ordinal).Replace("{failed}", _failed, StringComparison.Ordinal)
        .Replace("{bulk}", _bulk, StringComparison.Ordinal).Replace("{batch}", _batch, StringComparison.Ordinal).Replace("{prepared}", _prepared, StringComparison.Ordinal);

    Task<Answer> LookAsync(string path) => _service.GetAsync(Path(path), ("Accept", Browser));

    [TestCaseSource(nameof(PagePaths))]
    public async Task Hold_all_values_and_all_links_of_their_JSON(string path)
    {
        var json = await _service.GetAsync(Path(path), ("Accept", "application/json"));
        var page = new HtmlPage(await LookAsync(path));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.Status, Is.EqualTo(200));
            Assert.That(HtmlPage.Leaves(json.Json).Where(value => !page.Body.Contains(value, StringComparison.Ordinal)), Is.Empty);
            Assert.That(HtmlPage.LinksOf(json.Json), Is.SubsetOf(page.Links));
        }
    }

    [TestCase("/")]
    [TestCase("/conformance")]
    [TestCase("/jobs/{job}")]
    [TestCase("/jobs/{failed}")]
    [TestCase("/jobs/{job}/history")]
    [TestCase("/jobs/{job}/results")]
    [TestCase("/jobs/{batch}/results")]
    [TestCase("/bulks/{bulk}")]
    [TestCase("/bulks/{bulk}/rejected")]
    [TestCase("/batches/{batch}")]
    [TestCase("/batches/{prepared}")]
    public async Task Tell_people_everything_that_JSON_tells_programs(string path)
    {
        string[] forPrograms = ["process", "ogc-api-processes", "result", "0", "100"];
        var json = await _service.GetAsync(Path(path), ("Accept", "application/json"));
        var page = new HtmlPage(await LookAsync(path)).ForPeople();

        Assert.That(HtmlPage.Leaves(json.Json).Except(forPrograms).Where(value => !page.Body.Contains(value, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Of_the_definition_hold_every_operation_parameter_answer_and_schema()
    {
        var definition = (await _service.GetAsync("/api")).Json;
        var page = new HtmlPage(await LookAsync("/api"));
        var anchors = page.Links.Where(link => link.StartsWith('#')).Select(link => link[1..]);

        using (Assert.EnterMultipleScope())
        {
            foreach (var path in definition.GetProperty("paths").EnumerateObject())
            {
                foreach (var operation in path.Value.EnumerateObject())
                {
                    var shown = page.ById(operation.Value.GetProperty("operationId").GetString()!)?.Value;
                    Assert.That(shown, Does.Contain(path.Name).And.Contain(operation.Name.ToUpperInvariant()));
                    foreach (var status in operation.Value.GetProperty("responses").EnumerateObject())
                        Assert.That(shown, Does.Contain(status.Name), path.Name);
                }
            }
            foreach (var schema in definition.GetProperty("components").GetProperty("schemas").EnumerateObject())
                Assert.That(page.ById($"schema-{schema.Name}"), Is.Not.Null, schema.Name);
            Assert.That(anchors.Where(anchor => page.ById(anchor) is null), Is.Empty);
            Assert.That(page.Body, Does.Contain(Service.BaseUrl));
        }
    }

    [TestCaseSource(nameof(PagePaths))]
    public async Task Are_named_by_their_JSON_and_name_it(string path)
    {
        var json = await _service.GetAsync(Path(path), ("Accept", "application/json"));
        var page = await LookAsync(path);
        var (toPage, toJson) = (Alternate(json, "text/html"), Alternate(page, "application/json"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _service.GetAsync(toPage))["Content-Type"], Does.StartWith("text/html"));
            Assert.That((await _service.GetAsync(toJson))["Content-Type"], Is.EqualTo("application/json"));
            Assert.That((await _service.GetAsync(toJson)).Text, Does.StartWith("{"));
            Assert.That(new HtmlPage(page).Elements("link").Select(link => link.Attribute("href")!.Value), Does.Contain(toJson));
            Assert.That(json["Vary"], Does.Contain("Accept"));
            Assert.That(page["Vary"], Does.Contain("Accept"));
        }
    }

    static string Alternate(Answer answer, string mediaType)
    {
        var link = answer["Link"]!.Split(", ").Single(link => link.Contains("rel=\"alternate\"", StringComparison.Ordinal) && link.Contains($"type=\"{mediaType}\"", StringComparison.Ordinal));
        return link[1..link.IndexOf('>', StringComparison.Ordinal)];
    }

    [TestCase(null, "application/json")]
    [TestCase("*/*", "application/json")]
    [TestCase("text/*", "text/html; charset=utf-8")]
    [TestCase("text/html", "text/html; charset=utf-8")]
    [TestCase(Browser, "text/html; charset=utf-8")]
    [TestCase("text/html;q=0.4, application/json;q=0.5", "application/json")]
    [TestCase("text/html;q=0.5, application/json;q=0.4", "text/html; charset=utf-8")]
    [TestCase("text/html, application/json", "application/json")]
    [TestCase("text/html;q=0, */*", "application/json")]
    // What Java's own client sends unasked.
    [TestCase("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "application/json")]
    [TestCase("text/html, image/gif, image/jpeg, */*; q=0.2", "application/json")]
    public async Task Come_to_who_likes_them_better_than_JSON(string? accept, string mediaType)
    {
        var answer = accept is null ? await _service.GetAsync("/jobs") : await _service.GetAsync("/jobs", ("Accept", accept));

        Assert.That(answer["Content-Type"], Is.EqualTo(mediaType));
    }

    [TestCase("html", "application/json", "text/html; charset=utf-8")]
    [TestCase("json", "text/html", "application/json")]
    public async Task Are_chosen_by_the_parameter_f_before_all(string form, string accept, string mediaType)
    {
        foreach (var path in PagePaths)
        {
            var answer = await _service.GetAsync($"{Path(path)}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}f={form}", ("Accept", accept));
            Assert.That(answer["Content-Type"], Is.EqualTo(mediaType), path);
        }
    }

    [Test]
    public async Task Of_results_come_to_browsers_alone()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _service.GetAsync($"/jobs/{_job}/results"))["Content-Type"], Does.StartWith("multipart/related"));
            Assert.That((await _service.GetAsync($"/jobs/{_job}/results", ("Accept", "application/json, text/html;q=0.9")))["Content-Type"], Is.EqualTo("application/json"));
            Assert.That((await LookAsync("/jobs/{job}/results"))["Content-Type"], Does.StartWith("text/html"));
        }
    }

    [TestCaseSource(nameof(PagePaths))]
    public async Task Run_nothing_but_the_service_own_files(string path)
    {
        var answer = await LookAsync(path);
        var page = new HtmlPage(answer);
        var policy = answer["Content-Security-Policy"]!;
        var files = page.Elements("script").Select(script => script.Attribute("src")!.Value)
            .Concat(page.Elements("link").Where(link => link.Attribute("rel")!.Value is "stylesheet" or "icon").Select(link => link.Attribute("href")!.Value)).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy, Does.StartWith("default-src 'none';").And.Not.Contain("unsafe"));
            Assert.That(answer["X-Content-Type-Options"], Is.EqualTo("nosniff"));
            Assert.That(answer["Referrer-Policy"], Is.EqualTo("same-origin"));
            Assert.That(page.Elements("script").Select(script => script.Value), Is.All.Empty);
            Assert.That(page.Elements("style"), Is.Empty);
            Assert.That(answer.Text, Does.Not.Contain(" style=").And.Not.Contain(" onclick="));
            Assert.That(files, Has.Count.EqualTo(3));
            foreach (var file in files)
            {
                // Paths lead from the public address; what is in front of it takes its path away.
                var asset = await _service.GetAsync(file["/lta".Length..]);
                Assert.That(asset.Status, Is.EqualTo(200), file);
                Assert.That(asset["Cache-Control"], Does.Contain("immutable"), file);
            }
        }
    }

    [TestCaseSource(nameof(PagePaths))]
    public async Task Can_be_read_aloud_and_walked_through_by_keyboard(string path)
    {
        var page = new HtmlPage(await LookAsync(path));
        var ids = page.Elements("body").Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>().ToList();
        var labelled = page.Elements("label").Select(label => label.Attribute("for")?.Value).ToHashSet();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Elements("html").Single().Attribute("lang")!.Value, Is.EqualTo("en"));
            Assert.That(page.Elements("a").First().Attribute("href")!.Value, Is.EqualTo("#main"));
            Assert.That(page.Elements("h1").Count(), Is.EqualTo(1));
            Assert.That(ids, Is.Unique);
            Assert.That(page.Elements("th").Select(head => head.Attribute("scope")?.Value), Is.All.EqualTo("col"));
            Assert.That(page.Elements("table").Select(table => table.Element("caption")?.Value), Is.All.Not.Empty);
            foreach (var control in page.Elements("body").Descendants().Where(element => element.Name.LocalName is "input" or "select" or "textarea" && element.Attribute("type")?.Value != "hidden"))
                Assert.That(labelled.Contains(control.Attribute("id")?.Value) || control.Parent!.Name == "label", Is.True, control.ToString());
        }
    }

    [Test]
    public async Task Lead_nowhere_that_is_not_there()
    {
        var ahead = new Queue<string>(["/lta/"]);
        var seen = new HashSet<string>();
        while (ahead.TryDequeue(out var path))
        {
            // The execution takes POST alone, and a stream of events has no end.
            if (path.EndsWith("/execution", StringComparison.Ordinal) || path.EndsWith("/events", StringComparison.Ordinal) || !seen.Add(path))
                continue;
            var answer = await LookAsync(path["/lta".Length..]);
            var isOfFailed = path.EndsWith("/results", StringComparison.Ordinal)
                && (await _service.GetAsync(path["/lta".Length..^"/results".Length])).Member("status") == "failed";
            Assert.That(answer.Status, Is.EqualTo(isOfFailed ? 500 : 200), path);
            if (!answer["Content-Type"]!.StartsWith("text/html", StringComparison.Ordinal))
                continue;
            foreach (var link in new HtmlPage(answer).Links.Select(link => link.Replace("https://orders.example.test", "", StringComparison.Ordinal)))
            {
                if (link.StartsWith("/lta", StringComparison.Ordinal))
                    ahead.Enqueue(link.Split('#')[0]);
            }
        }

        Assert.That(seen, Has.Count.GreaterThan(25));
    }

    [Test]
    public async Task Begin_with_how_the_orders_stand()
    {
        await Until.TrueAsync(async () => Figure(new HtmlPage(await LookAsync("/")), "successful") == "2", () => "The landing page does not count the orders.");
        var page = new HtmlPage(await LookAsync("/"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Figure(page, "failed"), Is.EqualTo("2"));
            Assert.That(Figure(page, "waiting to be sent"), Is.EqualTo("0"));
            Assert.That(Figure(page, "oldest waiting"), Is.EqualTo("–"));
            Assert.That(page.Links, Does.Contain($"/lta/jobs/{_failed}"));
        }
    }

    static string Figure(HtmlPage page, string name) => page.Elements("dt").Single(term => term.Value == name).Parent!.Element("dd")!.Value;

    [Test]
    public async Task Of_a_job_that_goes_on_keep_themselves_up_to_date()
    {
        var running = await _service.OrderAndEndAsync(Service.NeverEnding, "running");
        var main = new HtmlPage(await LookAsync($"/jobs/{running}")).ById("main")!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(main.Attribute("data-events")!.Value, Is.EqualTo($"/lta/jobs/{running}/events"));
            Assert.That(new HtmlPage(await LookAsync($"/jobs/{_job}")).ById("main")!.Attribute("data-every"), Is.Null);
        }
    }
}
