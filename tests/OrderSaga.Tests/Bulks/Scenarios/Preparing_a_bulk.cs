using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Catalogue;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Bulks.Scenarios;

/// <summary>From the placed bulk to its batches, whatever the database.</summary>
public abstract class Preparing_a_bulk
{
    /// <summary>An empty, migrated or new database.</summary>
    protected abstract StoreOptions Store { get; }

    Task<BulkHost> StartAsync(GeneratedCatalogue catalogue, params (string Key, string Value)[] settings) =>
        BulkHost.StartAsync(Store, catalogue, [("Bulks:PageSize", "150"), .. settings]);

    [Test]
    public async Task Of_a_query_splits_what_it_finds_into_prepared_batches()
    {
        var catalogue = new GeneratedCatalogue(1050) { With = (number, product) => product with { Size = number % 50 == 0 ? null : 10 } };
        await using var host = await StartAsync(catalogue, ("Bulks:UnknownSize", "510"));
        var id = await host.PlaceQueryAsync(place => place with { BatchSizeVolume = 1000, Subscriber = """{"successUri":"https://a.example"}""" });
        var bulk = await host.SettledAsync(id);
        Assert.That((bulk.Status, bulk.Phase, bulk.Progress, bulk.Message), Is.EqualTo(("successful", "completed", 100, (string?)null)));
        Assert.That((bulk.NumberOfProducts, bulk.TotalVolume, bulk.Matched, bulk.Taken, bulk.Rejected), Is.EqualTo((1050, 21 * (490L + 510), 1050L, 1050, 0)));

        var batches = await host.BatchesAsync(id);
        Assert.That(bulk.NumberOfBatches, Is.EqualTo(21).And.EqualTo(batches.Count), "49 small ones and one of unknown size fill a batch");
        Assert.That(batches.Select(batch => (batch.NumberOfProducts, batch.Volume)), Is.All.EqualTo((50, 1000L)));
        Assert.That(batches.Select(batch => batch.Number), Is.EqualTo(Enumerable.Range(1, 21)));
        Assert.That(batches.Select(batch => (batch.Status, batch.Owner, batch.Tenant, batch.Label, batch.Priority, batch.Created, batch.Deadline > batch.PreparedAt)),
            Is.All.EqualTo(("prepared", "planner", "north", "summer", 50, (DateTime?)null, true)));

        var products = await host.ProductsAsync(id);
        Assert.That(products.Select(product => product.Identifier), Is.EqualTo(Enumerable.Range(1, 1050).Select(GeneratedCatalogue.Id)));
        Assert.That(products.Select(product => product.BatchId), Is.EqualTo(products.Select(product => batches[product.BatchNumber!.Value - 1].CorrelationId)));
        Assert.That(await host.CausesAsync(id), Is.EqualTo(new[] { "submitted", "resolving", "prepared" }));
        Assert.That(await host.CausesAsync(batches[0].CorrelationId), Is.EqualTo(new[] { "prepared" }));
        Assert.That((catalogue.LastQuery!.ResolvedAt, catalogue.LastQuery.Tenant), Is.EqualTo((bulk.ResolvedAt, "north")));
    }

    [Test]
    public async Task Of_a_list_keeps_its_order_and_tells_what_is_not_ordered()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(20) { With = (number, product) => number == 3 ? product with { Online = true } : product });
        var id = await host.PlaceListAsync("P-0000009", "P-0000003", "nobody", "P-0000001", GeneratedCatalogue.Ambiguous, "P-0000009", "P-9");
        var bulk = await host.SettledAsync(id);
        Assert.That((bulk.Status, bulk.NumberOfProducts, bulk.NumberOfBatches, bulk.Rejected, bulk.Matched), Is.EqualTo(("successful", 2, 1, 5, 7L)));
        Assert.That((await host.ProductsAsync(id)).Where(product => product.Reason is null).Select(product => product.Identifier), Is.EqualTo(new[] { "P-0000009", "P-0000001" }));
        var queries = host.Part<BulkQueries>();
        var rejected = await queries.RejectedAsync(id, 3, 0, CancellationToken.None);
        Assert.That(rejected.Concat(await queries.RejectedAsync(id, 3, rejected[^1].Position, CancellationToken.None)).Select(product => (product.Identifier, product.Reason)), Is.EqualTo(new[]
        {
            ("P-0000003", "already-online"), ("nobody", "unknown"), (GeneratedCatalogue.Ambiguous, "ambiguous"), ("P-0000009", "duplicate"), ("P-9", "duplicate"),
        }), "P-9 is another name of the first");
    }

    [Test]
    public async Task Of_a_selection_that_is_known_to_be_incomplete_fails_with_a_reason_of_its_own()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(250) { Gap = new CatalogueGap("The catalogue announced 500 items and gave 250.", Fails: true) });
        var id = await host.PlaceQueryAsync();
        var bulk = await host.SettledAsync(id);

        Assert.That((bulk.Status, bulk.ReasonCode, bulk.Message), Is.EqualTo(("failed", "catalogue-incomplete", "The catalogue announced 500 items and gave 250.")));
        Assert.That(await host.BatchesAsync(id), Is.Empty);
    }

    [Test]
    public async Task Of_a_selection_that_is_known_to_be_incomplete_goes_on_where_it_may_and_says_so_also_after_a_crash([Values] bool crashes)
    {
        var gap = new CatalogueGap("The catalogue announced 500 items and gave 250.", Fails: false);
        var catalogue = new GeneratedCatalogue(250) { Gap = gap, With = (number, product) => number is 7 or 240 ? product with { Remark = "geometry 7: must be one; its bbox is taken" } : product };
        await using var host = await StartAsync(catalogue);
        var id = await host.PlaceQueryAsync();
        var bulk = await host.SettledAsync(id);
        if (crashes)
        {
            // As a worker leaves it that dies when all products are stored and no batch is.
            await using (var database = host.Database())
            {
                database.RemoveRange(database.Set<Batch>().Where(batch => batch.BulkId == id));
                await database.SaveChangesAsync();
            }
            await host.ChangeAsync(id, left => (left.State, left.Phase, left.Message, left.ReasonCode, left.NumberOfBatches, left.Due, left.Finished)
                = ("Running", BulkPhase.Splitting, null, null, null, TimeProvider.System.UtcNow(), null));
            bulk = await host.SettledAsync(id);
        }

        Assert.That((bulk.Status, bulk.ReasonCode, bulk.NumberOfProducts), Is.EqualTo(("successful", "catalogue-incomplete", 250)));
        Assert.That(bulk.Message, Is.EqualTo(
            "The catalogue announced 500 items and gave 250. The items of 2 products could not be read as they stand; the first, P-0000007: geometry 7: must be one; its bbox is taken."));
        Assert.That((await host.ProductsAsync(id)).Where(product => product.Fault is not null).Select(product => (product.Position, product.Reason)), Is.EqualTo(new[] { (7, (string?)null), (240, null) }));
    }

    [TestCase(true, "failed")]
    [TestCase(false, "successful")]
    public async Task Of_a_list_of_which_a_part_was_answered_otherwise_than_announced_says_so(bool fails, string status)
    {
        var catalogue = new GeneratedCatalogue(2000);
        catalogue.Before = (names, _) =>
        {
            // The first 500 names alone.
            catalogue.Gap = catalogue.Asked.Count == 1 ? new CatalogueGap("The catalogue announced 501 items and gave 500.", fails) : null;
            return Task.CompletedTask;
        };
        await using var host = await StartAsync(catalogue);
        var bulk = await host.SettledAsync(await host.PlaceListAsync([.. Enumerable.Range(1, 1200).Select(GeneratedCatalogue.Id)]));

        Assert.That((bulk.Status, bulk.ReasonCode, bulk.Message), Is.EqualTo((status, "catalogue-incomplete", "The catalogue announced 501 items and gave 500.")));
    }

    [Test]
    public async Task Of_a_long_list_asks_for_parts_of_it()
    {
        var catalogue = new GeneratedCatalogue(2000);
        await using var host = await StartAsync(catalogue);
        var id = await host.PlaceListAsync([.. Enumerable.Range(1, 1200).Select(GeneratedCatalogue.Id)]);
        Assert.That((await host.SettledAsync(id)).NumberOfBatches, Is.EqualTo(12));
        Assert.That(catalogue.Asked, Is.EqualTo(new[] { 500, 500, 200 }));
    }

    [Test]
    public async Task Of_a_query_that_finds_nothing_is_successful_without_batches()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(0));
        var bulk = await host.SettledAsync(await host.PlaceQueryAsync(place => place with { AutomaticTrigger = true }));
        Assert.That((bulk.Status, bulk.NumberOfBatches, bulk.Message), Is.EqualTo(("successful", 0, "The query matched no product, so there are no batches.")));
    }

    [Test]
    public async Task Of_products_that_are_all_online_is_successful_without_batches()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(5) { With = (_, product) => product with { Online = true } });
        var bulk = await host.SettledAsync(await host.PlaceListAsync("P-1", "P-2"));
        Assert.That((bulk.Status, bulk.NumberOfBatches, bulk.Rejected), Is.EqualTo(("successful", 0, 2)));
        Assert.That(bulk.Message, Is.EqualTo("All products are online already, so there are no batches."));
    }

    [Test]
    public async Task Of_a_list_without_one_product_fails_and_tells_them_all()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(5));
        var bulk = await host.SettledAsync(await host.PlaceListAsync("nobody", "nowhere"));
        Assert.That((bulk.Status, bulk.Phase, bulk.ReasonCode, bulk.Message), Is.EqualTo(("failed", "failed", "no-valid-product", "No product of the list is in the catalogue.")));
        Assert.That((await host.Part<BulkQueries>().RejectedAsync(bulk.CorrelationId, 10, 0, CancellationToken.None)).Select(product => product.Reason), Is.All.EqualTo("unknown").And.Exactly(2).Items);
    }

    [Test]
    public async Task Whose_catalogue_fails_on_the_way_fails_with_its_words_and_leaves_nothing()
    {
        var catalogue = new GeneratedCatalogue(1000) { Before = (first, _) => first > 600 ? throw new CatalogueFailedException("it is closed on Sundays") : Task.CompletedTask };
        await using var host = await StartAsync(catalogue);
        var bulk = await host.SettledAsync(await host.PlaceQueryAsync());
        Assert.That((bulk.Status, bulk.ReasonCode, bulk.Message), Is.EqualTo(("failed", "catalogue-failed", "The catalogue can't be read: it is closed on Sundays")));
        Assert.That(bulk.Progress, Is.EqualTo(60));
        Assert.That(await host.ProductsAsync(bulk.CorrelationId), Is.Empty);
        Assert.That(await host.BatchesAsync(bulk.CorrelationId), Is.Empty);
    }

    [Test]
    public async Task Whose_catalogue_is_not_reached_waits_and_tries_again()
    {
        var failing = true;
        var catalogue = new GeneratedCatalogue(100) { Before = (_, _) => failing ? throw new HttpRequestException("away", new System.Net.Sockets.SocketException()) : Task.CompletedTask };
        await using var host = await StartAsync(catalogue);
        var id = await host.PlaceQueryAsync();
        var waiting = await host.UntilAsync(id, bulk => bulk.Due > bulk.Updated.AddSeconds(5), "it waits");
        Assert.That((waiting.Status, waiting.ClaimedUntil), Is.EqualTo(("running", (DateTime?)null)));
        failing = false;
        await host.ChangeAsync(id, bulk => bulk.Due = bulk.Created);
        Assert.That((await host.SettledAsync(id)).Status, Is.EqualTo("successful"));
    }

    [Test]
    public async Task At_a_fault_of_our_own_fails_without_its_details()
    {
        var catalogue = new GeneratedCatalogue(100) { Before = (_, _) => throw new InvalidOperationException("secret") };
        await using var host = await StartAsync(catalogue);
        var bulk = await host.SettledAsync(await host.PlaceQueryAsync());
        Assert.That((bulk.Status, bulk.ReasonCode, bulk.Message), Is.EqualTo(("failed", "internal-error", "The service failed at this bulk; its log tells more.")));
    }

    [TestCase(999, null, "The selection has more than 999 products.")]
    [TestCase(null, "900", "The selection has more than 900 products.")]
    [TestCase(5000, "900", "The selection has more than 900 products.")]
    public async Task Of_too_many_products_fails_before_there_is_a_batch(int? maxProducts, string? mostProducts, string message)
    {
        await using var host = await StartAsync(new GeneratedCatalogue(1000), ("Bulks:MostProducts", mostProducts ?? ""));
        var bulk = await host.SettledAsync(await host.PlaceQueryAsync(place => place with { MaxProducts = maxProducts }));
        Assert.That((bulk.Status, bulk.ReasonCode, bulk.Message), Is.EqualTo(("failed", "bulk-too-large", message)));
        Assert.That((await host.BatchesAsync(bulk.CorrelationId)).Count + (await host.ProductsAsync(bulk.CorrelationId)).Count, Is.Zero);
    }

    [TestCase("Quota:ProductsPerBulk", "failed")]
    [TestCase("Quota:Owners:planner:ProductsPerBulk", "failed")]
    [TestCase("Quota:Owners:somebody:ProductsPerBulk", "successful")]
    public async Task Of_more_products_than_its_owner_may_have_fails(string quota, string status)
    {
        var catalogue = new GeneratedCatalogue(1000) { With = (number, product) => number > 900 ? product with { Online = true } : product };
        await using var host = await StartAsync(catalogue, (quota, "899"));
        var bulk = await host.SettledAsync(await host.PlaceQueryAsync());
        Assert.That((bulk.Status, bulk.ReasonCode), Is.EqualTo((status, status == "failed" ? "bulk-too-large" : null)));
        if (status == "failed")
            Assert.That(bulk.Message, Is.EqualTo("planner may have 899 products in one bulk, and this would make 900 (ProductsPerBulk)."), "those online cost nothing");
    }

    [Test]
    public async Task Of_exactly_as_many_products_as_allowed_is_done()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(1000));
        Assert.That((await host.SettledAsync(await host.PlaceQueryAsync(place => place with { MaxProducts = 1000 }))).Status, Is.EqualTo("successful"));
    }

    [Test]
    public async Task Of_too_many_batches_fails()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(100), ("Bulks:MostBatches", "9"));
        var bulk = await host.SettledAsync(await host.PlaceQueryAsync(place => place with { BatchSizeProducts = 10 }));
        Assert.That((bulk.Status, bulk.ReasonCode, bulk.Message), Is.EqualTo(("failed", "bulk-too-large", "The products make more than 9 batches; allow larger ones.")));
    }

    [Test]
    public async Task That_triggers_by_itself_starts_all_its_batches_in_their_order()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(500));
        var id = await host.PlaceQueryAsync(place => place with { AutomaticTrigger = true, BatchSizeProducts = 2 });
        var bulk = await host.SettledAsync(id);
        Assert.That((bulk.Status, bulk.NumberOfBatches), Is.EqualTo(("successful", 250)));
        var batches = await host.BatchesAsync(id);
        Assert.That(batches.Select(batch => batch.Status), Is.All.EqualTo("accepted"));
        Assert.That(batches.Select(batch => batch.Created), Is.Ordered);
    }

    [Test]
    public async Task That_is_dismissed_after_its_end_loses_the_batches_that_nobody_triggered()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(500));
        var id = await host.PlaceQueryAsync(place => place with { BatchSizeProducts = 2 });
        await host.SettledAsync(id);
        var triggered = (await host.BatchesAsync(id))[7].CorrelationId;
        await host.SendAsync(new OrderSaga.Batches.StartBatch(triggered, null, null, null, TimeProvider.System.UtcNow()));
        await host.SendAsync(new CancelBulk(id, null, Remove: false, Cascade: false, TimeProvider.System.UtcNow()));
        var bulk = await host.SettledAsync(id);
        Assert.That((bulk.Status, bulk.NumberOfBatches), Is.EqualTo(("successful", 250)), "what it came to stays");
        Assert.That((await host.BatchesAsync(id)).Select(batch => batch.Status), Is.EqualTo(Enumerable.Range(0, 250).Select(n => n == 7 ? "accepted" : "discarded")));
        Assert.That((await host.Part<BulkQueries>().FiguresAsync(bulk, CancellationToken.None)).State, Is.EqualTo("running"));

        await host.SendAsync(new CancelBulk(id, null, Remove: false, Cascade: true, TimeProvider.System.UtcNow()));
        bulk = await host.SettledAsync(id);
        Assert.That((await host.BatchesAsync(id))[7].Status, Is.EqualTo("dismissed"));
        Assert.That((await host.Part<BulkQueries>().FiguresAsync(bulk, CancellationToken.None)).State, Is.EqualTo("dismissed"));
    }
}
