using NUnit.Framework;
using OrderSaga.Tests.Catalogue;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;

namespace OrderSaga.Tests.Gateway;

public sealed class Naming_items_of_the_catalogue
{
    const string Catalogue = "https://cat.example.test/stac";

    readonly CatalogueFiles _files = new();
    Service _service = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _files.Write(
            Item("SAME-ID", Urn(1), more: "\"collection\":\"k1\","),
            Item("SAME-ID", Urn(2), more: "\"collection\":\"k2\","),
            Item("OTHER", Urn(3), more: "\"collection\":\"k1\","),
            Item("BAD", Urn(4), "\"file:size\":-1", more: "\"collection\":\"k1\","),
            Item("ONLINE", Urn(5), "\"order:status\":\"succeeded\"", """{"product":{"href":"https://archive.example.test/online"}}""", "\"collection\":\"k1\","));
        _service = new Service(("Catalogue:Path", _files.File), ("Catalogue:PublicUrl", Catalogue), ("Logging:LogLevel:Default", "None"));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        _files.Dispose();
    }

    [Test]
    public async Task Orders_the_item_of_an_address_and_tells_it_back_so()
    {
        var job = await _service.UntilAsync(await _service.OrderAsync(Catalogue + "/collections/k2/items/SAME-ID"), "successful");

        Assert.That((job.Member("lta", "product_identifier"), job.Member("lta", "product_urn")), Is.EqualTo((Catalogue + "/collections/k2/items/SAME-ID", Urn(2))));
    }

    [TestCase("SAME-ID", "product-ambiguous")]
    [TestCase(Catalogue + "/collections/k9/items/OTHER", "product-not-found")]
    [TestCase(Catalogue + "/collections/k2/items/OTHER", "product-not-found")]
    [TestCase("https://elsewhere.example.test/stac/collections/k1/items/OTHER", "product-not-found")]
    public async Task Orders_no_other_item(string identifier, string reason)
    {
        var job = await _service.UntilAsync(await _service.OrderAsync(identifier), "failed");

        Assert.That((job.Member("lta", "product_identifier"), job.Member("lta", "reason_code")), Is.EqualTo((identifier, reason)));
        Assert.That(job.Member("message"), Does.Contain(identifier));
    }

    [Test]
    public async Task Refuses_an_item_that_can_not_be_ordered_with_what_is_wrong_with_it()
    {
        var answer = await _service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{Catalogue}}}/collections/k1/items/BAD"}}""");

        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(answer.Text, Does.Contain("inputs.product_identifier").Or.Contain("product_identifier"));
        Assert.That(answer.Text, Does.Contain("must name a product that can be ordered: in the catalogue its properties.file:size -1: must be a whole number of bytes, 0 or more"));
    }

    [Test]
    public async Task Keeps_items_of_a_list_apart_by_their_addresses()
    {
        var answer = await _service.SendAsync(
            HttpMethod.Post, "/processes/bulk-create-request/execution",
            $$$"""{"inputs":{"dry_run":true,"products":["SAME-ID","{{{Catalogue}}}/collections/k1/items/SAME-ID","{{{Catalogue}}}/collections/k2/items/SAME-ID","{{{Catalogue}}}/collections/k9/items/OTHER","{{{Catalogue}}}/collections/k1/items/BAD"]}}""");

        Assert.That(answer.Json.GetProperty("number_of_products").GetInt32(), Is.EqualTo(2), answer.Text);
        Assert.That(answer.Json.GetProperty("rejected").GetRawText(), Is.EqualTo("""{"ambiguous":1,"unknown":1,"unusable":1}"""));
    }
}
