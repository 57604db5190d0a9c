using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class What_the_service_offers
{
    const string Conformance = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";

    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("/")]
    [TestCase("")]
    public async Task Is_found_from_the_landing_page(string path)
    {
        var landing = await _service.GetAsync(path);
        Assert.That(landing.Status, Is.EqualTo(200));
        foreach (var relation in new[] { "service-desc", "http://www.opengis.net/def/rel/ogc/1.0/conformance", "http://www.opengis.net/def/rel/ogc/1.0/processes", "http://www.opengis.net/def/rel/ogc/1.0/job-list" })
        {
            var target = await _service.GetAsync(landing.Link(relation)!);
            Assert.That(target.Status, Is.EqualTo(200), relation);
            Assert.That(landing["Link"], Does.Contain($"<{landing.Link(relation)}>; rel=\"{relation}\""));
        }
    }

    [Test]
    public async Task Conforms_to_the_classes_that_are_served()
    {
        var classes = (await _service.GetAsync("/conformance")).Json.GetProperty("conformsTo").EnumerateArray().Select(name => name.GetString());

        Assert.That(classes, Is.EqualTo(new[] { "core", "ogc-process-description", "json", "html", "oas30", "job-list", "callback", "dismiss" }.Select(name => Conformance + name)));
    }

    [Test]
    public async Task Lists_its_processes_page_by_page()
    {
        var first = await _service.GetAsync("/processes?limit=3");
        var second = await _service.GetAsync(first.Link("next")!);
        var names = new[] { first, second }.SelectMany(page => page.Json.GetProperty("processes").EnumerateArray()).Select(process => process.GetProperty("id").GetString());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(names, Is.EqualTo(new[] { "order-request", "estimate-request", "bulk-create-request", "batch-order-trigger", "echo" }));
            Assert.That(second.Link("next"), Is.Null);
            Assert.That((await _service.GetAsync("/processes")).Json.GetProperty("processes").GetArrayLength(), Is.EqualTo(5));
            Assert.That((await _service.GetAsync("/processes?limit=1")).Json.GetProperty("processes").GetArrayLength(), Is.EqualTo(1));
            Assert.That((await _service.GetAsync("/processes?limit=0")).Status, Is.EqualTo(400));
            Assert.That((await _service.GetAsync("/processes?offset=9999999999")).Status, Is.EqualTo(200));
        }
    }

    [TestCase("order-request")]
    [TestCase("productOrder")]
    public async Task Describes_orders_under_each_name(string name)
    {
        var description = await _service.GetAsync($"/processes/{name}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(description.Member("id"), Is.EqualTo(name));
            Assert.That(description.Link("http://www.opengis.net/def/rel/ogc/1.0/execute"), Is.EqualTo($"{Service.BaseUrl}/processes/{name}/execution"));
            Assert.That(description.Member("inputs", "product_identifier", "minOccurs"), Is.EqualTo("1"));
            Assert.That(description.Member("inputs", "priority", "schema", "maximum"), Is.EqualTo("100"));
            Assert.That(
                description.Json.GetProperty("inputs").EnumerateObject().Select(input => input.Name),
                Is.EqualTo(new[] { "product_identifier", "priority", "label", "not_before", "properties", "geometry", "files", "file_update_mode", "storages", "acknowledged_recipient" }));
            Assert.That(description.Text, Does.Not.Contain("null,"));
        }
    }

    [Test]
    public async Task Names_the_kinds_of_files_that_REGARDS_knows()
    {
        var attributes = (await _service.GetAsync("/processes/order-request")).Json
            .GetProperty("inputs").GetProperty("files").GetProperty("schema").GetProperty("items").GetProperty("properties").GetProperty("attributes").GetProperty("properties");

        Assert.That(attributes.GetProperty("dataType").GetProperty("enum").EnumerateArray().Select(kind => kind.GetString()), Is.EqualTo(OrderSaga.Regards.Values.DataTypes.Listed));
    }

    [Test]
    public async Task Answers_404_for_an_unknown_process()
    {
        var answer = await _service.GetAsync("/processes/teleport");

        Assert.That(answer.Status, Is.EqualTo(404));
        Assert.That(answer.Member("type"), Is.EqualTo("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process"));
    }

    [Test]
    public async Task Is_defined_in_OpenAPI_3_0_with_its_public_address()
    {
        var definition = await _service.GetAsync("/api", ("Accept", "*/*"));
        var plain = await _service.GetAsync("/api", ("Accept", "application/json"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(definition["Content-Type"], Is.EqualTo("application/vnd.oai.openapi+json;version=3.0"));
            Assert.That(plain["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(definition.Member("openapi"), Does.StartWith("3.0."));
            Assert.That(definition.Json.GetProperty("servers")[0].GetProperty("url").GetString(), Is.EqualTo(Service.BaseUrl));
        }
    }

    [Test]
    public async Task Tells_what_happened_to_an_order()
    {
        var id = await _service.OrderAndEndAsync(Service.Plain, "successful");
        var history = await _service.GetAsync($"/jobs/{id}/history");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                history.Json.GetProperty("history").EnumerateArray().Select(line => line.GetProperty("to_status").GetString()).Distinct(),
                Is.EqualTo(new[] { "accepted", "running", "successful" }));
            Assert.That(history.Json.GetProperty("history")[0].GetProperty("cause").GetString(), Is.EqualTo("submitted"));
            Assert.That(history.Json.GetProperty("history")[0].TryGetProperty("from_status", out _), Is.False);
            Assert.That(history.Link("up"), Is.EqualTo($"{Service.BaseUrl}/jobs/{id}"));
            Assert.That((await _service.GetAsync("/jobs/00000000-0000-4000-8000-000000000001/history")).Status, Is.EqualTo(404));
        }
    }
}
