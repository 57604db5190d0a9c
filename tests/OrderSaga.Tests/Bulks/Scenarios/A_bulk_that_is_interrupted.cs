using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Jobs;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Bulks.Scenarios;

/// <summary>Stops, crashes, dismissals and neighbours while a bulk is being prepared, whatever the database.</summary>
public abstract class A_bulk_that_is_interrupted
{
    /// <summary>An empty, migrated or new database.</summary>
    protected abstract StoreOptions Store { get; }

    Task<BulkHost> StartAsync(GeneratedCatalogue catalogue, params (string Key, string Value)[] settings) =>
        BulkHost.StartAsync(Store, catalogue, [("Bulks:PageSize", "150"), .. settings]);

    [Test]
    public async Task In_the_middle_goes_on_behind_the_last_stored_page_to_the_same_batches([Values] bool killed)
    {
        var reached = new TaskCompletionSource();
        var catalogue = new GeneratedCatalogue(1000) { With = (number, product) => number % 7 == 0 ? product with { Urn = product.Urn.Replace("-8000-", "-8001-", StringComparison.Ordinal) } : product };
        Guid id;
        await using (var first = await StartAsync(Stopping(catalogue, 501, reached)))
        {
            id = await first.PlaceQueryAsync();
            await reached.Task;
            await first.UntilAsync(id, bulk => bulk.Taken == 400, "the second page is stored");
            await first.StopAsync();
            // A killed worker gives nothing back: its claim ends by itself.
            if (killed)
                await first.ChangeAsync(id, bulk => bulk.ClaimedUntil = TimeProvider.System.UtcNow().AddSeconds(1));
        }
        await using var second = await StartAsync(Copy(catalogue, out var asked));
        var bulk = await second.SettledAsync(id);
        Assert.That((bulk.Status, bulk.NumberOfProducts, bulk.NumberOfBatches), Is.EqualTo(("successful", 1000, 10)));
        Assert.That(asked[0], Is.EqualTo(401), "pages of 100 are stored two at a time");
        var products = await second.ProductsAsync(id);
        Assert.That(products.Select(product => product.Identifier), Is.EqualTo(Enumerable.Range(1, 1000).Select(GeneratedCatalogue.Id)));
        Assert.That(products.Select(product => product.BatchNumber), Is.EqualTo(Enumerable.Range(0, 1000).Select(n => (int?)((n / 100) + 1))));
        Assert.That((await second.CausesAsync(id)).Count(cause => cause == "resolving"), Is.EqualTo(1), "the moment of the catalogue stands");
    }

    static GeneratedCatalogue Stopping(GeneratedCatalogue catalogue, int at, TaskCompletionSource reached)
    {
        catalogue.Before = async (first, cancellation) =>
        {
            if (first != at)
                return;
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        };
        return catalogue;
    }

    static GeneratedCatalogue Copy(GeneratedCatalogue catalogue, out List<int> asked)
    {
        var copy = new GeneratedCatalogue(1000) { With = catalogue.With };
        asked = copy.Asked;
        return copy;
    }

    [Test]
    public async Task Among_its_batches_stores_each_of_them_once()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(1000));
        var id = await host.PlaceQueryAsync(place => place with { BatchSizeProducts = 10 });
        await host.SettledAsync(id);
        var whole = await host.BatchesAsync(id);
        await using (var database = host.Database())
        {
            // As a crash between the batches and their report leaves it.
            database.RemoveRange(whole.Skip(40));
            database.RemoveRange(database.Set<JobHistoryEntry>().Where(entry => whole.Skip(40).Select(batch => batch.CorrelationId).Contains(entry.JobId)));
            await database.SaveChangesAsync();
        }
        await host.ChangeAsync(id, bulk => (bulk.State, bulk.Phase, bulk.Finished, bulk.Due) = ("Running", BulkPhase.Splitting, null, bulk.Created));
        await host.SettledAsync(id);
        Assert.That((await host.BatchesAsync(id)).Select(batch => (batch.CorrelationId, batch.Number, batch.NumberOfProducts)),
            Is.EqualTo(whole.Select(batch => (batch.CorrelationId, batch.Number, batch.NumberOfProducts))));
    }

    [Test]
    public async Task By_its_dismissal_stops_and_leaves_nothing()
    {
        var reached = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var catalogue = Stopping(new GeneratedCatalogue(1000), 501, reached);
        var stopping = catalogue.Before;
        catalogue.Before = async (first, cancellation) =>
        {
            await using var _ = cancellation.Register(() => cancelled.TrySetResult());
            await stopping(first, cancellation);
        };
        // Who works on it hears of its dismissal when he renews his claim.
        await using var host = await StartAsync(catalogue, ("Bulks:ClaimLease", "00:00:05"));
        var id = await host.PlaceQueryAsync();
        await reached.Task;
        await host.SendAsync(new CancelBulk(id, "changed my mind", Remove: false, Cascade: false, TimeProvider.System.UtcNow()));
        var bulk = await host.SettledAsync(id);
        Assert.That((bulk.Status, bulk.Phase, bulk.Message), Is.EqualTo(("dismissed", "cancelled", "changed my mind")));
        await cancelled.Task.WaitAsync(Until.Patience);
        Assert.That((await host.BatchesAsync(id)).Count + (await host.ProductsAsync(id)).Count, Is.Zero);
    }

    [Test]
    public async Task By_its_catalogue_does_not_keep_a_small_one_waiting()
    {
        var reached = new TaskCompletionSource();
        await using var host = await StartAsync(Stopping(new GeneratedCatalogue(1000), 501, reached));
        var large = await host.PlaceQueryAsync();
        await reached.Task;
        Assert.That((await host.SettledAsync(await host.PlaceListAsync("P-1"))).Status, Is.EqualTo("successful"));
        Assert.That((await host.Part<BulkQueries>().FindAsync(large, CancellationToken.None))!.Status, Is.EqualTo("running"));
        await host.SendAsync(new CancelBulk(large, null, false, false, TimeProvider.System.UtcNow()));
        await host.SettledAsync(large);
    }

    [Test]
    public async Task By_nobody_is_done_once_by_two_workers()
    {
        var catalogue = new GeneratedCatalogue(300) { PageSize = 20 };
        await using var one = await StartAsync(catalogue);
        await using var other = await StartAsync(catalogue);
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => (n % 2 == 0 ? one : other).PlaceQueryAsync()));
        foreach (var id in ids)
        {
            var bulk = await one.SettledAsync(id);
            Assert.That((bulk.Status, bulk.NumberOfProducts, bulk.Sequence), Is.EqualTo(("successful", 300, 3)));
            Assert.That(await one.ProductsAsync(id), Has.Count.EqualTo(300));
        }
    }

    [Test]
    public async Task By_a_slow_catalogue_stays_with_its_resolver()
    {
        var waits = new TaskCompletionSource();
        var catalogue = new GeneratedCatalogue(200) { Before = (first, cancellation) => first > 100 ? waits.Task.WaitAsync(cancellation) : Task.CompletedTask };
        await using var host = await StartAsync(catalogue, ("Bulks:ClaimLease", "00:00:05"));
        var id = await host.PlaceQueryAsync();
        var claimed = (await host.UntilAsync(id, bulk => bulk.Status == JobStatus.Running, "it runs")).ClaimedUntil;
        await host.UntilAsync(id, bulk => bulk.ClaimedUntil > claimed, "the claim is renewed");
        waits.SetResult();
        await host.SettledAsync(id);
        Assert.That(catalogue.Asked, Is.EqualTo(new[] { 1, 101 }), "nobody else took it");
    }

    [Test]
    public async Task By_another_worker_takes_nothing_more_from_the_first()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(10));
        var id = await host.PlaceListAsync("P-1");
        await host.SettledAsync(id);
        var table = host.Part<BulkTable>();
        var now = TimeProvider.System.UtcNow();
        var lost = new BulkTable.BulkClaim(id, now.AddMinutes(1));
        await host.ChangeAsync(id, bulk => (bulk.State, bulk.Phase, bulk.Due, bulk.ClaimedUntil) = ("Running", BulkPhase.Resolving, now, now.AddMinutes(2)));
        var products = new BulkTable.ProductPage([new BulkProduct { BulkId = id, Position = 2, Identifier = "P-2" }], "3", 9, 2, 0, IsLast: false, now);
        var batches = new BulkTable.PreparedBatches((await host.Part<BulkQueries>().FindAsync(id, CancellationToken.None))!, 2, [new Slice(1, 1)], now, now);
        Assert.That(await table.StoreAsync(lost, products, CancellationToken.None), Is.False);
        Assert.That(await table.StoreAsync(lost, batches, CancellationToken.None), Is.False);
        Assert.That(await table.RenewAsync(lost, now.AddHours(1), CancellationToken.None), Is.False);
        Assert.That(await table.SettleAsync(lost, CancellationToken.None), Is.False);
        await table.ReleaseAsync(lost, now, CancellationToken.None);
        var bulk = (await host.Part<BulkQueries>().FindAsync(id, CancellationToken.None))!;
        Assert.That((bulk.ClaimedUntil, bulk.Resume, bulk.Taken), Is.EqualTo(((DateTime?)now.AddMinutes(2), (string?)null, 1)));
        Assert.That((await host.ProductsAsync(id)).Count + (await host.BatchesAsync(id)).Count, Is.EqualTo(2));
    }

    [Test]
    public async Task Is_taken_again_when_it_is_due_the_oldest_first()
    {
        await using var host = await StartAsync(new GeneratedCatalogue(1));
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.PlaceListAsync("P-1")));
        var later = TimeProvider.System.UtcNow().AddHours(1);
        foreach (var (index, id) in ids.Index())
        {
            await host.SettledAsync(id);
            // Due beyond any resolver's clock, so that only this test takes them.
            var due = later.AddSeconds(index == 3 ? 5 : -index);
            await host.ChangeAsync(id, bulk => bulk.Due = due);
        }
        var table = host.Part<BulkTable>();
        var taken = new List<Guid?>();
        for (var i = 0; i < 4; i++)
            taken.Add(await table.ClaimAsync(later, later.AddMinutes(1), CancellationToken.None));
        Assert.That(taken, Is.EqualTo(new Guid?[] { ids[2], ids[1], ids[0], null }), "the last is not due yet");
        foreach (var id in ids)
            await host.ChangeAsync(id, bulk => (bulk.Due, bulk.ClaimedUntil) = (null, null));
    }
}
