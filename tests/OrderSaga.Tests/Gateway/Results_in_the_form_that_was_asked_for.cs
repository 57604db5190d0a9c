using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Gateway;

public sealed class Results_in_the_form_that_was_asked_for
{
    static readonly string[] All = ["product_identifier", "order_size", "submission_date", "completed_date", "eviction_date", "priority", "product_link"];

    Service _service = null!;
    string _last = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("")]
    [TestCase(",\"response\":\"raw\"")]
    [TestCase(",\"outputs\":{}")]
    public async Task Are_parts_where_nothing_else_was_said(string wish)
    {
        var results = await ResultsAsync(wish);
        var parts = results.Text.Split($"--{results["Content-Type"]!.Split("boundary=")[1]}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Status, Is.EqualTo(200));
            Assert.That(results["Content-Type"], Does.StartWith("multipart/related; type=\"text/plain\"; boundary="));
            Assert.That(parts, Has.Length.EqualTo(All.Length + 2));
            Assert.That(parts[1], Is.EqualTo($"\r\nContent-Type: text/plain; charset=utf-8\r\nContent-ID: product_identifier\r\n\r\n{Service.Plain}\r\n"));
            Assert.That(parts[^1], Is.EqualTo("--\r\n"));
        }
    }

    [Test]
    public async Task Are_the_output_alone_where_one_was_asked_for()
    {
        var text = await ResultsAsync(",\"outputs\":{\"order_size\":{\"transmissionMode\":\"value\"}}");
        var json = await ResultsAsync(",\"outputs\":{\"product_identifier\":{\"format\":{\"mediaType\":\"application/json\"}}}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text["Content-Type"], Is.EqualTo("text/plain; charset=utf-8"));
            Assert.That(text.Text, Is.EqualTo("12345"));
            Assert.That(json["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(json.Text, Is.EqualTo($"\"{Service.Plain}\""));
        }
    }

    [Test]
    public async Task Are_a_document_where_one_was_asked_for()
    {
        var all = await ResultsAsync(",\"response\":\"document\"");
        var some = await ResultsAsync(",\"response\":\"document\",\"outputs\":{\"priority\":{},\"order_size\":{\"transmissionMode\":\"reference\"}}");
        var link = some.Member("order_size", "href")!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(all.Json.EnumerateObject().Select(output => output.Name), Is.EqualTo(All));
            Assert.That(some.Json.EnumerateObject().Select(output => output.Name), Is.EqualTo(new[] { "order_size", "priority" }));
            Assert.That(some.Member("priority"), Is.EqualTo("50"));
            Assert.That(some.Member("order_size", "type"), Is.EqualTo("text/plain; charset=utf-8"));
            Assert.That(link, Does.StartWith($"{Service.BaseUrl}/jobs/").And.EndsWith("/results/order_size"));
            Assert.That((await _service.GetAsync(link)).Text, Is.EqualTo("12345"));
        }
    }

    [Test]
    public async Task Are_links_alone_where_all_were_asked_for_by_reference()
    {
        var results = await ResultsAsync(",\"outputs\":{\"order_size\":{\"transmissionMode\":\"reference\"},\"product_link\":{\"transmissionMode\":\"reference\"}}");
        var links = results["Link"]!.Split(", <");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Status, Is.EqualTo(204));
            Assert.That(results.Body, Is.Empty);
            Assert.That(results["Content-Type"], Is.Null);
            Assert.That(links, Has.Length.EqualTo(2));
            Assert.That(links[0], Does.Match($"^<{Service.BaseUrl}/jobs/[0-9a-f-]+/results/order_size>; rel=\"http://www.opengis.net/def/rel/ogc/1.0/results\"; type=\"text/plain; charset=utf-8\"; title=\"order_size\"$"));
            Assert.That((await _service.GetAsync(links[1].Split('>')[0])).Text, Is.EqualTo($"https://archive.example.test/{Service.Plain}"));
        }
    }

    [Test]
    public async Task Are_parts_of_which_some_are_empty_where_the_modes_were_mixed()
    {
        var results = await ResultsAsync(",\"outputs\":{\"order_size\":{\"transmissionMode\":\"reference\"},\"priority\":{\"transmissionMode\":\"value\"}}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Status, Is.EqualTo(200));
            Assert.That(results["Content-Type"], Does.StartWith("multipart/related"));
            Assert.That(results.Text, Does.Match($"Content-ID: order_size\r\nContent-Location: {Service.BaseUrl}/jobs/[0-9a-f-]+/results/order_size\r\n\r\n\r\n--"));
            Assert.That(results.Text, Does.Contain("Content-ID: priority\r\n\r\n50\r\n"));
        }
    }

    [TestCase(null, "multipart/related")]
    [TestCase("*/*", "multipart/related")]
    [TestCase("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "multipart/related")]
    [TestCase("image/png", "multipart/related")]
    [TestCase("application/json", "application/json")]
    [TestCase("application/json;q=0.5, multipart/related;q=0.1", "application/json")]
    [TestCase("application/json;q=0.5, multipart/related", "multipart/related")]
    [TestCase("application/json, multipart/related", "multipart/related")]
    [TestCase("application/json;q=0, */*", "multipart/related")]
    [TestCase("application/json, text/html", "application/json", Description = "neither of them is the parts")]
    [TestCase("application/geo+json, application/json;q=0.9, text/html;q=0.9", "application/json")]
    [TestCase("application/*", "application/json")]
    [TestCase("application/*;q=0.6, multipart/*;q=0.5", "application/json")]
    [TestCase("application/*;q=0.5, multipart/*;q=0.6", "multipart/related")]
    [TestCase("*/*, multipart/related;q=0.1", "application/json")]
    [TestCase("*/*;q=0.1, multipart/related;q=0", "application/json")]
    [TestCase("application/json;q=0.5, image/png", "application/json")]
    [TestCase("APPLICATION/JSON ; Q=0.7 , multipart/related; q=0.6", "application/json")]
    [TestCase("application/json, */*;q=0.5", "application/json")]
    [TestCase("application/json, */*", "application/json")]
    [TestCase("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "text/html")]
    [TestCase("text/html;q=0.4, application/json;q=0.5, multipart/related;q=0.3", "application/json")]
    public async Task May_be_named_in_Accept_and_are_never_refused_for_it(string? accept, string mediaType)
    {
        var results = await ResultsAsync("", accept is null ? [] : [("Accept", accept)]);

        Assert.That(results.Status, Is.EqualTo(200));
        Assert.That(results["Content-Type"], Does.StartWith(mediaType));
    }

    [TestCase("application/json", "application/json")]
    [TestCase("application/json, text/plain;q=0.5", "application/json")]
    [TestCase("application/json;q=0.5, text/plain", "text/plain; charset=utf-8")]
    [TestCase("application/json, text/plain", "text/plain; charset=utf-8")]
    [TestCase("text/*, application/json;q=0.5", "text/plain; charset=utf-8")]
    [TestCase("*/*", "text/plain; charset=utf-8")]
    [TestCase("image/png", "text/plain; charset=utf-8")]
    [TestCase("*/*, text/plain;q=0.1", "application/json")]
    public async Task May_be_named_so_where_one_value_was_asked_for(string accept, string mediaType)
    {
        var results = await ResultsAsync(",\"outputs\":{\"priority\":{}}", ("Accept", accept));
        var output = await _service.GetAsync($"/jobs/{_last}/results/priority", ("Accept", accept));

        Assert.That((results["Content-Type"], output["Content-Type"]), Is.EqualTo((mediaType, mediaType)));
        Assert.That(results.Text, Is.EqualTo(mediaType == "application/json" ? "{\"priority\":50}" : "50"));
        Assert.That(output.Text, Is.EqualTo("50"));
        Assert.That(output["Vary"], Does.Contain("Accept"));
    }

    [TestCase("application/json, text/html", "application/json")]
    [TestCase("*/*", null)]
    [TestCase("application/json", "application/json")]
    public async Task May_be_named_so_where_links_alone_were_asked_for(string accept, string? mediaType)
    {
        var results = await ResultsAsync(",\"outputs\":{\"order_size\":{\"transmissionMode\":\"reference\"}}", ("Accept", accept));

        Assert.That(results["Content-Type"], Is.EqualTo(mediaType));
    }

    [TestCase("application/json, multipart/related;q=0.5", "application/json")]
    [TestCase("application/json;q=0.9, multipart/*;q=0.1", "application/json")]
    [TestCase("application/json;q=0.5, multipart/related", "multipart/related")]
    [TestCase("application/json", "multipart/related", Description = "the standard has the request decide, and the official suite always sends this")]
    [TestCase("*/*", "multipart/related")]
    public async Task Come_as_JSON_at_once_to_whom_speaks_of_both(string accept, string mediaType)
    {
        var answer = await _service.SendAsync(HttpMethod.Post, "/processes/echo/execution", """{"inputs":{"message":"m","numbers":[1]}}""", ("Accept", accept));

        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(answer["Content-Type"], Does.StartWith(mediaType));
        if (mediaType == "application/json")
            Assert.That(answer.Text, Is.EqualTo("""{"message":"m","numbers":[1]}"""));
    }

    [Test]
    public async Task Come_as_parts_of_a_document_too_for_whom_names_those()
    {
        var results = await ResultsAsync(",\"response\":\"document\",\"outputs\":{\"priority\":{}}", ("Accept", "multipart/related"));

        Assert.That(results["Content-Type"], Does.StartWith("multipart/related"));
        Assert.That(results.Text, Does.Contain("Content-ID: priority\r\n\r\n50\r\n"));
    }

    [Test]
    public async Task Are_a_document_for_orders_that_came_over_AMQP()
    {
        var id = Guid.NewGuid();
        var members = new Dictionary<string, JsonElement>
        {
            ["orderId"] = JsonElement.Parse($"\"{id}\""),
            ["productIdentifier"] = JsonElement.Parse($"\"{Service.Plain}\""),
        };
        var placement = await _service.Services.GetRequiredService<OrderDesk>().PlaceAsync(members, CancellationToken.None);
        Assert.That(placement.IsPlaced, Is.True);
        await _service.UntilAsync($"{id}", "successful");
        var results = await _service.GetAsync($"/jobs/{id}/results", ("Accept", "image/png, */*;q=0.8"));

        Assert.That(results["Content-Type"], Is.EqualTo("application/json"));
        Assert.That(results.Json.EnumerateObject().Select(output => output.Name), Is.EqualTo(All));
    }

    [Test]
    public async Task Of_an_unknown_form_are_400()
    {
        var id = await _service.OrderAndEndAsync(Service.Plain, "successful");

        Assert.That((await _service.GetAsync($"/jobs/{id}/results?f=xml")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Can_be_fetched_one_by_one()
    {
        var id = await _service.OrderAndEndAsync(Service.Plain, "successful");
        var failed = await _service.OrderAndEndAsync(Service.Failing, "failed");
        var running = await _service.OrderAndEndAsync(Service.NeverEnding, "running");
        var unknown = await _service.GetAsync($"/jobs/{id}/results/colour");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _service.GetAsync($"/jobs/{id}/results/priority")).Text, Is.EqualTo("50"));
            Assert.That((await _service.GetAsync($"/jobs/{id}/results/product_identifier", ("Accept", "application/json"))).Text, Is.EqualTo($"\"{Service.Plain}\""));
            Assert.That(unknown.Status, Is.EqualTo(404));
            Assert.That(unknown.Member("type"), Does.EndWith("/1.0/no-such-output"));
            Assert.That(unknown.Member("detail"), Does.Contain("order_size"));
            Assert.That((await _service.GetAsync($"/jobs/{failed}/results/priority")).Status, Is.EqualTo(500));
            Assert.That((await _service.GetAsync($"/jobs/{running}/results/priority")).Member("type"), Does.EndWith("/1.0/result-not-ready"));
            Assert.That((await _service.GetAsync("/jobs/no-uuid/results/priority")).Status, Is.EqualTo(404));
        }
    }

    [Test]
    public async Task Keep_the_product_link_which_leads_nowhere_once_the_product_is_evicted()
    {
        await using var service = new Service(("Orders:OnlinePeriod", "00:00:00.001"));
        var id = await service.OrderAndEndAsync(Service.Plain, "successful");
        Answer link = null!;
        await Until.TrueAsync(async () => (link = await service.GetAsync($"/jobs/{id}/results/product_link")).Status == 410, () => link.Text);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(link.Member("detail"), Does.Contain("went offline on"));
            Assert.That((await service.GetAsync($"/jobs/{id}/results?f=json")).Member("product_link"), Is.Not.Null);
            Assert.That((await service.GetAsync($"/jobs/{id}/results/order_size")).Status, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task Of_an_echo_by_reference_are_links_to_a_job_that_was_made_for_them()
    {
        var answer = await _service.SendAsync(
            HttpMethod.Post, "/processes/echo/execution", """{"inputs":{"message":"teststring","pause":1},"outputs":{"message":{"transmissionMode":"reference"}}}""");
        var links = answer["Link"]!.Split(", <");
        var job = await _service.GetAsync(links[1].Split('>')[0]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(links[1], Does.EndWith("rel=\"monitor\"; type=\"application/json\""));
            Assert.That((await _service.GetAsync(links[0].Split('>')[0].TrimStart('<'))).Text, Is.EqualTo("teststring"));
            Assert.That(job.Member("status"), Is.EqualTo("successful"));
        }
    }

    async Task<Answer> ResultsAsync(string wish, params (string, string)[] headers)
    {
        var placed = await _service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{Service.Plain}}}"}{{{wish}}}}""");
        Assert.That(placed.Status, Is.EqualTo(201), placed.Text);
        var id = _last = placed.Member("jobID")!;
        await _service.UntilAsync(id, "successful");
        return await _service.GetAsync($"/jobs/{id}/results", headers);
    }
}
