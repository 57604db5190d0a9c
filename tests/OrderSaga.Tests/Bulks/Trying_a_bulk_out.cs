using System.Text.Json;
using MassTransit.Mediator;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using OrderSaga.Archive;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Catalogue;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Storage;
using OrderSaga.Tests.Bulks.Scenarios;

namespace OrderSaga.Tests.Bulks;

/// <summary>The input <c>dry_run</c>, and what the desk does otherwise.</summary>
public sealed class Trying_a_bulk_out
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-desk-");
    GeneratedCatalogue _catalogue = null!;
    BulkHost _host = null!;
    readonly FakeTimeProvider _time = new();
    BulkDesk _desk = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _catalogue = new GeneratedCatalogue(1050)
        {
            With = (number, product) => number switch { 1 => product with { Online = true }, 2 => product with { Size = null }, _ => product },
        };
        _host = await BulkHost.StartAsync(
            new StoreOptions { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "orders.db")}" }, _catalogue,
            ("Bulks:UnknownSize", "100"), ("Bulks:MostProducts", "1050"));
        // With a clock of the test's, by which alone a try takes too long.
        _desk = new BulkDesk(
            _host.Part<BulkReader>(), _host.Part<BulkSource>(), _host.Part<BulkBounds>(), _host.Part<IArchiveRules>(), _host.Part<IOptions<BulkOptions>>(),
            _host.Part<JobIds>(), _host.Part<IMediator>(), _time);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [TearDown]
    public void Heal()
    {
        _catalogue.Before = (_, _) => Task.CompletedTask;
        _catalogue.Gap = null;
    }

    static Dictionary<string, JsonElement> Members(string json) => JsonElement.Parse(json).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    Task<BulkForecast> TryAsync(string json) => _desk.TryOutAsync(Members(json), CancellationToken.None);

    async Task<int> StoredAsync()
    {
        await using var database = _host.Database();
        return database.Set<Bulk>().Count() + database.Set<BulkProduct>().Count() + database.Set<Batch>().Count();
    }

    [Test]
    public async Task Tells_products_bytes_and_batches_and_stores_nothing()
    {
        var stored = await StoredAsync();
        var forecast = await TryAsync("""{"collections":["c"],"dry_run":true,"batch_size_products":50}""");
        Assert.That((forecast.NumberOfProducts, forecast.TotalVolume, forecast.NumberOfBatches, forecast.Matched, forecast.IsComplete, forecast.ReasonCode),
            Is.EqualTo((1049, (1048 * 10L) + 100, 21, (long?)1050, true, (string?)null)));
        Assert.That(forecast.Rejected, Is.EquivalentTo(new Dictionary<string, int> { ["already-online"] = 1 }));
        Assert.That(await StoredAsync(), Is.EqualTo(stored));
    }

    [Test]
    public async Task Comes_to_what_the_bulk_itself_comes_to()
    {
        const string inputs = """{"products":["P-7","P-1","nobody","P-2","P-7"],"batch_size_volume":100}""";
        var forecast = await TryAsync(inputs);
        var id = Guid.NewGuid();
        Assert.That((await _desk.PlaceInputsAsync(id, Members(inputs), "document", faulty: false, CancellationToken.None)).IsPlaced);
        var bulk = await _host.SettledAsync(id);
        Assert.That((forecast.NumberOfProducts, forecast.TotalVolume, forecast.NumberOfBatches, forecast.Rejected.Values.Sum()),
            Is.EqualTo((bulk.NumberOfProducts!.Value, bulk.TotalVolume!.Value, bulk.NumberOfBatches!.Value, bulk.Rejected)));
        Assert.That((bulk.ResultForm, bulk.NumberOfBatches), Is.EqualTo(("document", 2)));
    }

    [TestCase("""{"products":["nobody"]}""", "no-valid-product", true)]
    [TestCase("""{"collections":["c"],"max_products":17}""", "bulk-too-large", false)]
    [TestCase("""{"products":["P-1"]}""", null, true)]
    public async Task Tells_what_the_bulk_would_fail_of(string inputs, string? reason, bool complete)
    {
        var forecast = await TryAsync(inputs);
        Assert.That((forecast.ReasonCode, forecast.IsComplete), Is.EqualTo((reason, complete)));
        Assert.That(forecast.Message, Is.Not.Empty, "a bulk without batches says why");
    }

    [Test]
    public async Task That_takes_too_long_tells_what_it_has_counted()
    {
        _catalogue.Before = (first, cancellation) =>
        {
            if (first <= 500)
                return Task.CompletedTask;
            _time.Advance(new BulkOptions().DryRunLimit);
            return Task.Delay(Timeout.Infinite, cancellation);
        };
        var forecast = await TryAsync("""{"collections":["c"]}""");
        Assert.That((forecast.NumberOfProducts, forecast.Matched, forecast.IsComplete), Is.EqualTo((499, (long?)1050, false)));
    }

    [TestCase(true, "catalogue-incomplete")]
    [TestCase(false, null)]
    public async Task At_a_catalogue_that_contradicts_itself_is_not_complete(bool fails, string? reason)
    {
        _catalogue.Gap = new CatalogueGap("The catalogue announced 2000 items and gave 1050.", fails);

        var forecast = await TryAsync("""{"collections":["c"]}""");

        Assert.That((forecast.NumberOfProducts, forecast.IsComplete, forecast.ReasonCode, forecast.Message), Is.EqualTo((1049, false, reason, "The catalogue announced 2000 items and gave 1050.")));
    }

    [TestCase(true, "catalogue-incomplete")]
    [TestCase(false, null)]
    public async Task Of_a_list_at_a_catalogue_that_contradicts_itself_is_not_complete(bool fails, string? reason)
    {
        _catalogue.Gap = new CatalogueGap("The catalogue announced 2 items and gave 1.", fails);

        var forecast = await TryAsync("""{"products":["P-1","P-2"]}""");

        Assert.That((forecast.IsComplete, forecast.ReasonCode, forecast.Message), Is.EqualTo((false, reason, "The catalogue announced 2 items and gave 1.")));
    }

    [Test]
    public void At_a_catalogue_that_fails_fails_too()
    {
        _catalogue.Before = (_, _) => throw new CatalogueFailedException("closed");
        Assert.ThrowsAsync<CatalogueFailedException>(() => TryAsync("""{"collections":["c"]}"""));
    }

    [TestCase("""{"products":["P"],"dry_run":"yes"}""", "dry_run")]
    [TestCase("""{"dry_run":true}""", "products")]
    public async Task Tells_faults_as_a_bulk_does(string inputs, string field)
    {
        Assert.That(BulkDesk.IsDryRun(Members(inputs)), "a value of another kind is not taken for a wish to order");
        Assert.That((await TryAsync(inputs)).Faults.Single().Field, Is.EqualTo(field));
    }

    [TestCase("""{"dry_run":false}""", false)]
    [TestCase("""{"dry_run":null}""", false)]
    [TestCase("{}", false)]
    [TestCase("""{"dry_run":true}""", true)]
    public void Is_asked_for_by_dry_run(string inputs, bool dry) => Assert.That(BulkDesk.IsDryRun(Members(inputs)), Is.EqualTo(dry));

    [Test]
    public async Task A_bulk_whose_id_an_order_has_is_refused()
    {
        var id = Guid.NewGuid();
        await _host.SendAsync(new PlaceOrder
        {
            OrderId = id,
            ProductIdentifier = "P",
            Priority = 50,
            Owner = "o",
            Tenant = "north",
            ContentDigest = "",
            At = DateTime.UtcNow,
        });
        var placement = await _desk.PlaceAsync(Members($$"""{"bulkId":"{{id}}","products":["P-1"]}"""), CancellationToken.None);
        Assert.That((placement.BulkId, placement.IsPlaced, placement.Faults.Single().Field), Is.EqualTo((id, false, "bulkId")));
    }
}
