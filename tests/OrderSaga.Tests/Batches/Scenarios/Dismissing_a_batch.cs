using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Orders.Queue;

namespace OrderSaga.Tests.Batches.Scenarios;

public abstract class Dismissing_a_batch : BatchFixture
{
    [Test]
    public async Task In_the_middle_of_its_run_stops_what_has_not_ended()
    {
        var worker = await StartAsync(("Batches:PageSize", "9"));
        var batch = await StartedAsync(worker, 40);
        var orders = await OrdersAsync(batch.CorrelationId);
        await Task.WhenAll(orders.Take(5).Select(order => SucceedAsync(worker, order)));
        await Task.WhenAll(orders.Skip(5).Take(5).Select(order => GrantAsync(worker, order)));
        await UntilAsync(batch.CorrelationId, b => b is { Successful: 5, Running: 5 }, "it runs");
        Assert.That(await worker.Desk.DismissAsync(batch.CorrelationId, Owner, "wrong year", false, CancellationToken.None), Is.EqualTo(DismissalAnswer.Dismissed));
        var ended = await UntilAsync(batch.CorrelationId, b => b.Phase == BatchPhase.Cancelled, "the stop is over");
        orders = await OrdersAsync(batch.CorrelationId);
        Assert.That((ended.Status, ended.Message, ended.Successful, ended.Dismissed), Is.EqualTo((JobStatus.Dismissed, "wrong year", 5, 35)));
        Assert.That(Agrees(ended, orders), Is.True);
        Assert.That(orders.Where(order => order.DispatchAt is not null || order.InFlight), Is.Empty);
        Assert.That(await CausesAsync(batch.CorrelationId), Is.EqualTo("prepared, triggered, stored, counted, dismissed"));
        // An answer that comes late changes neither the order nor the batch.
        await SucceedAsync(worker, orders[7]);
        Assert.That((await OrdersAsync(batch.CorrelationId))[7].Status, Is.EqualTo(JobStatus.Dismissed));
        Assert.That(await worker.Desk.DismissAsync(batch.CorrelationId, Owner, null, true, CancellationToken.None), Is.EqualTo(DismissalAnswer.AlreadyFinished));
    }

    [Test]
    public async Task Takes_the_unsent_out_of_the_dispatchers_reach_at_once_and_leaves_him_what_he_holds()
    {
        await using var worker = await StartAsync();
        var batch = await StartedAsync(worker, 6);
        await worker.DisposeAsync();
        await using var quiet = await StartAsync(loops: false);
        var orders = await OrdersAsync(batch.CorrelationId);
        await using (var database = Open())
        {
            var held = await database.Set<Order>().SingleAsync(order => order.CorrelationId == orders[0].CorrelationId);
            (held.ClaimedUntil, held.InFlight) = (DateTime.UtcNow.AddMinutes(1), true);
            await database.SaveChangesAsync();
        }
        await quiet.Desk.DismissAsync(batch.CorrelationId, null, null, false, CancellationToken.None);
        await quiet.Part<OrderTable>().HoldAsync(BatchTable.Stopped, DateTime.UtcNow, CancellationToken.None);
        orders = await OrdersAsync(batch.CorrelationId);
        Assert.That(orders.Select(order => order.DispatchAt is null), Is.EqualTo(new[] { false, true, true, true, true, true }));
        Assert.That(orders.Select(order => order.Status), Is.All.EqualTo(JobStatus.Accepted), "each is cancelled by its own saga");
    }

    [Test]
    public async Task What_a_dead_worker_began_to_stop_another_stops()
    {
        var worker = await StartAsync();
        var batch = await StartedAsync(worker, 20);
        await worker.DisposeAsync();
        await using (var mortal = await StartAsync(loops: false))
        {
            await mortal.Desk.DismissAsync(batch.CorrelationId, null, null, false, CancellationToken.None);
            var claimed = await mortal.Part<BatchTable>().ClaimAsync(BatchTask.Stop, DateTime.UtcNow, DateTime.UtcNow.AddMilliseconds(300), 1, CancellationToken.None);
            Assert.That(claimed, Is.EqualTo(new[] { batch.CorrelationId }));
            foreach (var order in (await OrdersAsync(batch.CorrelationId)).Take(7))
                await mortal.SendAsync(new CancelOrder(order.CorrelationId, null, false, DateTime.UtcNow));
        }
        await StartAsync();
        var ended = await UntilAsync(batch.CorrelationId, b => b.Phase == BatchPhase.Cancelled, "the heir has stopped it");
        Assert.That((ended.Dismissed, ended.Due, ended.ClaimedUntil), Is.EqualTo((20, (DateTime?)null, (DateTime?)null)));
    }

    [Test]
    public async Task Two_workers_stop_several_and_no_order_is_cancelled_twice()
    {
        var one = await StartAsync(("Batches:PageSize", "5"));
        var other = await StartAsync(("Batches:PageSize", "5"));
        var batches = new List<Batch>();
        for (var i = 0; i < 4; i++)
            batches.Add(await StartedAsync(i % 2 == 0 ? one : other, 25));
        await Task.WhenAll(batches.Select((batch, i) => (i < 2 ? one : other).Desk.DismissAsync(batch.CorrelationId, null, null, false, CancellationToken.None)));
        foreach (var batch in batches)
        {
            var ended = await UntilAsync(batch.CorrelationId, b => b.Phase == BatchPhase.Cancelled, "the stop is over");
            Assert.That(ended.Dismissed, Is.EqualTo(25));
            foreach (var order in await OrdersAsync(batch.CorrelationId))
                Assert.That(await CausesAsync(order.CorrelationId), Is.EqualTo("submitted, dismissed"));
        }
    }

    [Test]
    public async Task Of_a_prepared_one_discards_it_and_nothing_is_ordered()
    {
        var worker = await StartAsync();
        var batch = await PrepareAsync(4);
        Assert.That(await worker.Desk.DismissAsync(batch.CorrelationId, Owner, null, false, CancellationToken.None), Is.EqualTo(DismissalAnswer.Discarded));
        Assert.That(await worker.Desk.DismissAsync(batch.CorrelationId, Owner, null, false, CancellationToken.None), Is.EqualTo(DismissalAnswer.AlreadyFinished));
        Assert.That((await BatchAsync(batch.CorrelationId)).Status, Is.EqualTo(BatchStatus.Discarded));
        await Until.TrueAsync(() => Told(batch.CorrelationId).Count > 0, "it is told");
        Assert.That(Told(batch.CorrelationId).Select(told => (told.Status, told.PreviousStatus, told.Phase)), Is.EqualTo(new[] { ("dismissed", (string?)null, "discarded") }));
        Assert.That(await OrdersAsync(batch.CorrelationId), Is.Empty);
    }

    [Test]
    public async Task Of_an_ended_one_removes_it_once_when_asked_so()
    {
        var worker = await StartAsync();
        var batch = await StartedAsync(worker, 1);
        await SucceedAsync(worker, (await OrdersAsync(batch.CorrelationId))[0]);
        await UntilAsync(batch.CorrelationId, b => b.Finished is not null, "it has ended");
        Task<DismissalAnswer> DismissAsync(bool remove) => worker.Desk.DismissAsync(batch.CorrelationId, null, null, remove, CancellationToken.None);
        Assert.That(await DismissAsync(remove: false), Is.EqualTo(DismissalAnswer.AlreadyFinished));
        Assert.That(await DismissAsync(remove: true), Is.EqualTo(DismissalAnswer.Removed));
        Assert.That(await DismissAsync(remove: true), Is.EqualTo(DismissalAnswer.AlreadyFinished));
        var ended = await BatchAsync(batch.CorrelationId);
        Assert.That((ended.Status, ended.RemovedAt is null), Is.EqualTo((JobStatus.Successful, false)));
    }

    [Test]
    public async Task Of_somebody_elses_or_of_none_says_that_there_is_none()
    {
        var worker = await StartAsync();
        var batch = await PrepareAsync(1);
        Assert.That(await worker.Desk.DismissAsync(batch.CorrelationId, "somebody", null, false, CancellationToken.None), Is.EqualTo(DismissalAnswer.Unknown));
        Assert.That(await worker.Desk.DismissAsync(Guid.NewGuid(), null, null, false, CancellationToken.None), Is.EqualTo(DismissalAnswer.Unknown));
        Assert.That((await BatchAsync(batch.CorrelationId)).Status, Is.EqualTo(BatchStatus.Prepared));
    }
}
