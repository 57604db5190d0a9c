using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Batches.Scenarios;

public abstract class Counting_a_batch : BatchFixture
{
    [Test]
    public async Task Answers_twice_in_any_order_and_over_two_restarts_never_make_the_counts_drift()
    {
        var worker = await StartAsync();
        var batch = await StartedAsync(worker, 60);
        var orders = await OrdersAsync(batch.CorrelationId);
        // Each order is granted and then ends; every answer comes twice, and all of them in a wild but settled order.
        var chance = new Random(4711);
        var answers = orders.SelectMany((order, n) => new[] { (order, Grant: true, n), (order, Grant: false, n) })
            .SelectMany(answer => new[] { answer, answer }).OrderBy(_ => chance.Next()).ToList();
        foreach (var part in answers.Chunk(answers.Count / 3))
        {
            await Task.WhenAll(part.Select(answer => answer switch
            {
                (var order, true, _) => GrantAsync(worker, order),
                (var order, _, var n) when n % 4 == 0 => FailAsync(worker, order),
                var (order, _, _) => SucceedAsync(worker, order),
            }));
            if (part[^1] == answers[^1])
                break;
            // Before the counts had time to follow.
            await worker.DisposeAsync();
            worker = await StartAsync();
        }
        var ended = await UntilAsync(batch.CorrelationId, b => b.Finished is not null, "it has ended");
        orders = await OrdersAsync(batch.CorrelationId);
        Assert.That(Agrees(ended, orders), Is.True, $"{ended.Figures()}");
        Assert.That((ended.Successful, ended.Failed, ended.Outcome, ended.Status), Is.EqualTo((45, 15, BatchOutcome.Partial, JobStatus.Successful)));
        Assert.That(ended.EvictionDate, Is.EqualTo(orders.Min(order => order.EvictionDate)));
        Assert.That(ended.OrderSize, Is.EqualTo(orders.Where(order => order.Status == JobStatus.Successful).Sum(order => order.OrderSize)));
        Assert.That(ended.Message, Is.EqualTo("45 of 60 products came; 15 failed."));
    }

    [Test]
    public async Task Its_progress_is_told_and_is_a_hundred_only_at_the_end()
    {
        var worker = await StartAsync();
        var batch = await StartedAsync(worker, 7);
        var orders = await OrdersAsync(batch.CorrelationId);
        foreach (var (n, order) in orders.Index())
        {
            await SucceedAsync(worker, order);
            await UntilAsync(batch.CorrelationId, b => b.Successful == n + 1, $"{n + 1} are counted");
        }
        await Until.TrueAsync(() => Told(batch.CorrelationId) is [.., { Status: "successful" }], () => $"{Told(batch.CorrelationId).Count} told");
        var told = Told(batch.CorrelationId);
        Assert.That(told.Select(t => (t.PreviousStatus, t.Status, t.Progress)), Is.EqualTo(new[]
        {
            ((string?)null, "accepted", 0), ("accepted", "running", 14), ("running", "running", 28), ("running", "running", 42), ("running", "running", 57),
            ("running", "running", 71), ("running", "running", 85), ("running", "successful", 100),
        }));
        Assert.That(told.Select(t => t.Sequence), Is.EqualTo(Enumerable.Range(1, told.Count)));
        Assert.That(told[^1].Outcome, Is.EqualTo(BatchOutcome.Complete));
        Assert.That(await CausesAsync(batch.CorrelationId), Is.EqualTo("prepared, triggered, stored, counted, counted"), "counts alone leave no line");
    }

    [Test]
    public async Task Many_changes_at_once_are_told_a_few_times()
    {
        var worker = await StartAsync(("Batches:CountInterval", "00:00:00.300"));
        var batch = await StartedAsync(worker, 300);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Task.WhenAll((await OrdersAsync(batch.CorrelationId)).Select(order => SucceedAsync(worker, order)));
        await UntilAsync(batch.CorrelationId, b => b.Status == JobStatus.Successful, "it has ended");
        // Accepted, running, successful; and the counts between them.
        Assert.That((await BatchAsync(batch.CorrelationId)).Sequence, Is.LessThanOrEqualTo(4 + (watch.ElapsedMilliseconds / 300)));
    }

    [Test]
    public async Task What_changed_while_nobody_counted_is_found_at_the_start()
    {
        var batch = await PrepareAsync(10);
        await using (var deaf = await StartAsync())
        {
            await deaf.Desk.TriggerAsync(batch.CorrelationId, null, null, null, null, CancellationToken.None);
            await UntilAsync(batch.CorrelationId, b => b.OrdersStored, "its orders are stored");
        }
        await using (var silent = await StartAsync(loops: false))
            await Task.WhenAll((await OrdersAsync(batch.CorrelationId)).Select(order => SucceedAsync(silent, order)));
        Assert.That((await BatchAsync(batch.CorrelationId)).Waiting, Is.EqualTo(10));
        await StartAsync();
        await UntilAsync(batch.CorrelationId, b => b is { Status: JobStatus.Successful, Successful: 10 }, "the new worker has counted");
    }

    [Test]
    public async Task Two_workers_count_one_batch_and_both_hear_the_same()
    {
        var one = await StartAsync();
        var other = await StartAsync();
        var batch = await StartedAsync(one, 50);
        var orders = await OrdersAsync(batch.CorrelationId);
        await Task.WhenAll(orders.Select((order, n) => n % 5 == 0 ? FailAsync(other, order) : SucceedAsync(n % 2 == 0 ? one : other, order)));
        var ended = await UntilAsync(batch.CorrelationId, b => b.Finished is not null, "it has ended");
        Assert.That((ended.Successful, ended.Failed, ended.Waiting, ended.Running), Is.EqualTo((40, 10, 0, 0)));
        Assert.That((await HistoryAsync(batch.CorrelationId)).Count(line => line.ToStatus == JobStatus.Successful), Is.EqualTo(1));
    }

    [Test]
    public async Task None_successful_fails_it()
    {
        var worker = await StartAsync();
        var batch = await StartedAsync(worker, 5);
        foreach (var (n, order) in (await OrdersAsync(batch.CorrelationId)).Index())
            await (n == 0 ? worker.SendAsync(new CancelOrder(order.CorrelationId, null, false, DateTime.UtcNow)) : FailAsync(worker, order));
        var ended = await UntilAsync(batch.CorrelationId, b => b.Finished is not null, "it has ended");
        Assert.That((ended.Status, ended.ReasonCode, ended.Message, ended.Phase), Is.EqualTo(
            (JobStatus.Failed, BatchReason.NothingSuccessful, "None of 5 products came; 4 failed, 1 dismissed.", BatchPhase.Failed)));
    }

    [Test]
    public async Task One_that_wants_all_fails_with_the_first_and_stops_the_others()
    {
        var worker = await StartAsync();
        var batch = await StartedAsync(worker, 30, b => b.FailurePolicy = FailurePolicy.All);
        var orders = await OrdersAsync(batch.CorrelationId);
        await SucceedAsync(worker, orders[0]);
        await GrantAsync(worker, orders[1]);
        await FailAsync(worker, orders[2]);
        var ended = await UntilAsync(batch.CorrelationId, b => b.Phase == BatchPhase.Failed, "the stop is over");
        Assert.That((ended.Status, ended.ReasonCode, ended.Message), Is.EqualTo(
            (JobStatus.Failed, BatchReason.ProductFailed, "1 product of 30 failed, and the batch asks for all.")));
        Assert.That((ended.Successful, ended.Failed, ended.Dismissed, BatchProgress.Of(ended)), Is.EqualTo((1, 1, 28, 100)));
        Assert.That(Agrees(ended, await OrdersAsync(batch.CorrelationId)), Is.True);
    }

    [Test]
    public async Task More_than_three_quarters_of_ten_failed_stop_it_early()
    {
        var worker = await StartAsync();
        var batch = await StartedAsync(worker, 100);
        var orders = await OrdersAsync(batch.CorrelationId);
        await Task.WhenAll(orders.Take(2).Select(order => SucceedAsync(worker, order)));
        await Task.WhenAll(orders.Skip(2).Take(6).Select(order => FailAsync(worker, order)));
        var going = await UntilAsync(batch.CorrelationId, b => b.Failed == 6, "eight are finished");
        Assert.That(going.Status, Is.EqualTo(JobStatus.Running), "so few say nothing");
        await Task.WhenAll(orders.Skip(8).Take(2).Select(order => FailAsync(worker, order)));
        var ended = await UntilAsync(batch.CorrelationId, b => b.Phase == BatchPhase.Failed, "the stop is over");
        Assert.That((ended.Status, ended.ReasonCode), Is.EqualTo((JobStatus.Failed, BatchReason.TooManyFailures)));
        Assert.That(ended.Message, Is.EqualTo("8 products of the first 10 failed, so the rest of 100 is not tried."));
        Assert.That((ended.Successful, ended.Failed, ended.Dismissed), Is.EqualTo((2, 8, 90)));
    }
}
