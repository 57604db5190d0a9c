using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Jobs;

namespace OrderSaga.Tests.Batches.Scenarios;

public abstract class Triggering_a_batch : BatchFixture
{
    static Task<TriggerAnswer> TriggerAsync(BatchDesk desk, Guid batchId, int? priority = null, string? owner = null) =>
        desk.TriggerAsync(batchId, owner, priority, null, null, CancellationToken.None);

    [Test]
    public async Task Twice_is_the_same_job_and_its_status_is_told_again()
    {
        await using var worker = await StartAsync(loops: false);
        var id = (await PrepareAsync(2)).CorrelationId;
        Assert.That(await TriggerAsync(worker.Desk, id), Is.EqualTo(new TriggerAnswer.Started(id)));
        var first = await BatchAsync(id);
        await Until.TrueAsync(() => TimeProvider.System.UtcNow() > first.Created, "the clock goes on");
        Assert.That(await TriggerAsync(worker.Desk, id), Is.EqualTo(new TriggerAnswer.AlreadyStarted(id)));
        Assert.That(await TriggerAsync(worker.Desk, id, priority: 50), Is.EqualTo(new TriggerAnswer.AlreadyStarted(id)));
        Assert.That((await BatchAsync(id)).Created, Is.EqualTo(first.Created));
        await Until.TrueAsync(() => Told(id).Count == 3, () => $"{Told(id).Count} told");
        Assert.That(Told(id).Select(told => (told.Status, told.Sequence)), Is.All.EqualTo(("accepted", 1)));
    }

    [Test]
    public async Task May_choose_its_priority_once()
    {
        await using var worker = await StartAsync();
        var id = (await PrepareAsync(2)).CorrelationId;
        Assert.That(await TriggerAsync(worker.Desk, id, priority: 90), Is.EqualTo(new TriggerAnswer.Started(id)));
        await UntilAsync(id, b => b.OrdersStored, "its orders are stored");
        Assert.That((await OrdersAsync(id)).Select(order => order.Priority), Is.All.EqualTo(90));
        Assert.That(await TriggerAsync(worker.Desk, id, priority: 50), Is.EqualTo(new TriggerAnswer.PriorityDiffers(id, 90)));
        Assert.That((await BatchAsync(id)).Priority, Is.EqualTo(90));
    }

    [Test]
    public async Task That_has_ended_was_discarded_or_is_not_the_callers_says_so()
    {
        await using var worker = await StartAsync();
        var ended = (await StartedAsync(worker, 1)).CorrelationId;
        await SucceedAsync(worker, (await OrdersAsync(ended))[0]);
        await UntilAsync(ended, b => b.Finished is not null, "it has ended");
        var gone = (await PrepareAsync(1)).CorrelationId;
        await worker.SendAsync(new DiscardBatch(gone, DateTime.UtcNow));
        Assert.That(await TriggerAsync(worker.Desk, ended), Is.EqualTo(new TriggerAnswer.AlreadyFinished(ended, JobStatus.Successful)));
        Assert.That(await TriggerAsync(worker.Desk, gone), Is.EqualTo(new TriggerAnswer.Discarded(gone)));
        Assert.That(await TriggerAsync(worker.Desk, ended, owner: "somebody"), Is.EqualTo(new TriggerAnswer.Unknown(ended)));
        var nobody = Guid.NewGuid();
        Assert.That(await TriggerAsync(worker.Desk, nobody), Is.EqualTo(new TriggerAnswer.Unknown(nobody)));
    }

    [Test]
    public async Task While_its_bulk_is_dismissed_ends_in_one_of_the_two_and_both_hear_which()
    {
        await using var worker = await StartAsync(loops: false);
        await using var other = await StartAsync(loops: false);
        var outcomes = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            var id = (await PrepareAsync(1)).CorrelationId;
            var discard = Task.Run(() => other.SendAsync(new DiscardBatch(id, DateTime.UtcNow)));
            var answer = await TriggerAsync(worker.Desk, id);
            await discard;
            var batch = await BatchAsync(id);
            Assert.That(answer, Is.EqualTo(batch.Status == BatchStatus.Discarded ? new TriggerAnswer.Discarded(id) : (TriggerAnswer)new TriggerAnswer.Started(id)));
            Assert.That(batch.Created is null, Is.EqualTo(batch.Status == BatchStatus.Discarded));
            Assert.That(batch.Entries, Is.EqualTo(2));
            outcomes.Add(batch.Status);
        }
        Assert.That(outcomes, Is.SubsetOf(new[] { JobStatus.Accepted, BatchStatus.Discarded }));
    }

    [Test]
    public async Task Ten_at_once_start_it_once()
    {
        await using var one = await StartAsync(loops: false);
        await using var other = await StartAsync(loops: false);
        var id = (await PrepareAsync(1)).CorrelationId;
        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => TriggerAsync((n % 2 == 0 ? one : other).Desk, id)));
        Assert.That(await CausesAsync(id), Is.EqualTo("prepared, triggered"));
        Assert.That((await BatchAsync(id)).Sequence, Is.EqualTo(1));
    }

    [Test]
    public async Task Too_late_finds_it_discarded()
    {
        await using var worker = await StartAsync();
        var id = (await PrepareAsync(1, batch => batch.Deadline = DateTime.UtcNow.AddMilliseconds(-5))).CorrelationId;
        var batch = await UntilAsync(id, b => b.Status == BatchStatus.Discarded, "its time is over");
        Assert.That((batch.ReasonCode, batch.Deadline), Is.EqualTo((BatchReason.NotTriggered, (DateTime?)null)));
        Assert.That(batch.Message, Does.StartWith("Nobody triggered it until "));
        Assert.That(await TriggerAsync(worker.Desk, id), Is.EqualTo(new TriggerAnswer.Discarded(id)));
    }
}
