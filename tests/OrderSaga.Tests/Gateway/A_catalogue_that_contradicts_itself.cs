using NUnit.Framework;
using OrderSaga.Tests.Catalogue.Searches;
using OrderSaga.Tests.Catalogue.Stac;

namespace OrderSaga.Tests.Gateway;

/// <summary>A page of 100 features of 250 that match, and no next one.</summary>
public sealed class A_catalogue_that_contradicts_itself
{
    const string Told = "The catalogue announced 250 items and gave 100.";

    ScriptedApi _api = null!;

    [OneTimeSetUp]
    public async Task Open() => _api = await ScriptedApi.OfBodiesAsync(ScriptedApi.Page(
        [.. Enumerable.Range(0, 100).Select(number => new SearchItem($"P{number:D3}").ToString())], more: ",\"numberMatched\":250"));

    [OneTimeTearDown]
    public async Task Close() => await _api.DisposeAsync();

    Service Start(params (string Key, string Value)[] settings) => new(
    [
        ("Catalogue:Provider", "Stac"), ("Catalogue:Url", _api.Url.ToString()), ("Catalogue:CheckConformance", "false"), ("Logging:LogLevel:Default", "None"), .. settings,
    ]);

    [Test]
    public async Task Fails_the_bulk_with_a_reason_of_its_own()
    {
        await using var service = Start();

        var forecast = await CreateAsync(service, """{"collections":["s1"],"dry_run":true}""");
        var job = (await CreateAsync(service, """{"collections":["s1"]}""")).Member("jobID")!;
        var ended = await service.UntilAsync(job, "failed");
        var results = await service.GetAsync($"/jobs/{job}/results");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((forecast.Json.GetProperty("complete").GetBoolean(), forecast.Member("reason_code"), forecast.Member("message")), Is.EqualTo((false, "catalogue-incomplete", Told)));
            Assert.That((ended.Member("lta", "reason_code"), ended.Member("message")), Is.EqualTo(("catalogue-incomplete", Told)));
            Assert.That((results.Status, results.Member("title"), results.Member("detail")), Is.EqualTo((500, "The catalogue gave something else than it announced", Told)));
            Assert.That((await service.GetAsync($"/bulks/{job}")).Member("reason_code"), Is.EqualTo("catalogue-incomplete"));
        }
    }

    [Test]
    public async Task Lets_the_bulk_go_on_by_a_setting_and_it_says_so_everywhere()
    {
        await using var service = Start(("Catalogue:WhenIncomplete", "GoOn"));

        var forecast = await CreateAsync(service, """{"collections":["s1"],"dry_run":true}""");
        var job = (await CreateAsync(service, """{"collections":["s1"]}""")).Member("jobID")!;
        var ended = await service.UntilAsync(job, "successful");
        var results = await service.GetAsync($"/jobs/{job}/results");
        var page = await service.GetAsync($"/bulks/{job}", ("Accept", "text/html"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((forecast.Json.GetProperty("complete").GetBoolean(), forecast.Member("reason_code"), forecast.Member("message")), Is.EqualTo((false, (string?)null, Told)));
            Assert.That((forecast.Member("number_of_products"), forecast.Member("matched")), Is.EqualTo(("100", "250")));
            Assert.That((ended.Member("lta", "reason_code"), ended.Member("message")), Is.EqualTo(("catalogue-incomplete", Told)));
            Assert.That(results.Json.GetProperty("complete").GetBoolean(), Is.False, results.Text);
            Assert.That(page.Text, Does.Contain(Told));
        }
    }

    [Test]
    public async Task Says_so_to_a_single_order_that_it_leaves_open()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(ScriptedApi.Page([], more: ",\"numberMatched\":1"));
        await using var service = Start(("Catalogue:Url", api.Url.ToString()));

        var answer = await service.ExecuteAsync("""{"inputs":{"product_identifier":"P001"}}""");

        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(answer.Text, Does.Contain("must name a product that can be ordered: whether it is one is not known, as the catalogue announced 1 items and gave 0"));
    }

    [Test]
    public async Task That_leads_back_fails_the_bulk_in_one_sentence()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(ScriptedApi.Page([new SearchItem("one").ToString()], """{"rel":"next","href":"search?token=1"}"""));
        await using var service = Start(("Catalogue:Url", api.Url.ToString()));

        var forecast = await CreateAsync(service, """{"collections":["s1"],"dry_run":true}""");
        var job = (await CreateAsync(service, """{"collections":["s1"]}""")).Member("jobID")!;
        var ended = await service.UntilAsync(job, "failed");

        const string told = "The catalogue can't be read: its link to the next page leads back to a page that was read.";
        Assert.That((ended.Member("lta", "reason_code"), ended.Member("message")), Is.EqualTo(("catalogue-failed", told)));
        Assert.That(forecast.Member("detail"), Is.EqualTo(told));
    }

    static Task<Answer> CreateAsync(Service service, string inputs) =>
        service.SendAsync(HttpMethod.Post, "/processes/bulk-create-request/execution", $$"""{"inputs":{{inputs}},"response":"document"}""");
}
