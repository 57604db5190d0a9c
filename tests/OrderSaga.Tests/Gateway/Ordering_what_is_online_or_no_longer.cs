using NUnit.Framework;
using OrderSaga.Tests.Catalogue;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;

namespace OrderSaga.Tests.Gateway;

/// <summary>STAC's order extension, as a client of an order sees it.</summary>
public sealed class Ordering_what_is_online_or_no_longer
{
    const string Links = "\"collection\":\"k\",\"links\":[{\"rel\":\"self\",\"href\":\"https://cat.example.test/collections/k/items/a\"}],";
    const string Assets = """{"thumbnail":{"href":"./t.png","roles":["thumbnail"]},"data":{"href":"./p.zip","roles":["data"]}}""";

    readonly CatalogueFiles _files = new();
    Service _service = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _files.Write(
            Item("SUCCEEDED", Urn(1), "\"order:status\":\"succeeded\",\"expires\":\"2098-01-02T03:04:05Z\"", Assets, Links),
            Item("EXPIRED", Urn(2), "\"order:status\":\"succeeded\",\"expires\":\"2020-01-01T00:00:00Z\"", Assets, Links),
            Item("PREVIEW", Urn(3), "", """{"thumbnail":{"href":"./t.png","roles":["thumbnail"]}}""", Links));
        _service = new Service(("Catalogue:Path", _files.File), ("Logging:LogLevel:Default", "None"));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        _files.Dispose();
    }

    [Test]
    public async Task Gives_what_succeeded_at_once_with_its_end_and_its_address()
    {
        var job = await _service.OrderAsync("SUCCEEDED");
        await _service.UntilAsync(job, "successful");
        var results = await _service.GetAsync($"/jobs/{job}/results");

        Assert.That(results.Text, Does.Contain("2098-01-02T03:04:05").And.Contain("https://cat.example.test/collections/k/items/p.zip"));
        Assert.That((await _service.GetAsync($"/jobs/{job}/history")).Text, Does.Not.Contain("granted"));
    }

    [Test]
    public async Task Leads_to_what_is_online_where_no_output_tells_it()
    {
        await using var service = new Service(("Catalogue:Path", _files.File), ("Orders:ProductLink", ""), ("Logging:LogLevel:Default", "None"));
        var online = await service.OrderAsync("SUCCEEDED");
        var ordered = await service.OrderAsync("EXPIRED");
        await service.UntilAsync(online, "successful");
        await service.UntilAsync(ordered, "successful");

        Assert.That((await service.GetAsync($"/jobs/{online}/results")).Text, Does.Not.Contain("product_link"), "as the process is described");
        Assert.That((await service.GetAsync($"/jobs/{online}")).Text,
            Does.Contain("""{"href":"https://cat.example.test/collections/k/items/p.zip","rel":"enclosure","title":"The product"}"""));
        Assert.That((await service.GetAsync($"/jobs/{ordered}")).Text, Does.Not.Contain("enclosure"), "nobody knows where it is");
    }

    [TestCase("EXPIRED")]
    [TestCase("PREVIEW")]
    public async Task Asks_the_archive_for_what_is_online_no_longer_or_was_never(string identifier)
    {
        var job = await _service.OrderAsync(identifier);
        await _service.UntilAsync(job, "successful");

        Assert.That((await _service.GetAsync($"/jobs/{job}/history")).Text, Does.Contain("granted"));
        Assert.That((await _service.GetAsync($"/jobs/{job}/results")).Text, Does.Contain($"https://archive.example.test/{identifier}").And.Not.Contain("t.png"));
    }
}
