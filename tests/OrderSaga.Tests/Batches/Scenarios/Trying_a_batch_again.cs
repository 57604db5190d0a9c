using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Batches.Scenarios;

public abstract class Trying_a_batch_again : BatchFixture
{
    static Task<TriggerAnswer> RetryAsync(BatchWorker worker, Guid batchId, int? priority = null) =>
        worker.Desk.RetryFailedAsync(batchId, null, priority, null, null, CancellationToken.None);

    /// <summary>A batch that has ended with so many products successful, failed and dismissed.</summary>
    private protected async Task<Batch> EndedAsync(BatchWorker worker, int successful, int failed, int dismissed)
    {
        var batch = await StartedAsync(worker, successful + failed + dismissed);
        await EndAsync(worker, batch.CorrelationId, successful, failed);
        return await UntilAsync(batch.CorrelationId, b => b.Finished is not null, "it has ended");
    }

    async Task EndAsync(BatchWorker worker, Guid batchId, int successful, int failed)
    {
        foreach (var (n, order) in (await OrdersAsync(batchId)).Index())
        {
            await (n < successful ? SucceedAsync(worker, order)
                : n < successful + failed ? FailAsync(worker, order)
                : worker.SendAsync(new CancelOrder(order.CorrelationId, null, false, DateTime.UtcNow)));
        }
    }

    async Task<Batch> RetriedAsync(BatchWorker worker, Guid batchId)
    {
        var answer = await RetryAsync(worker, batchId);
        Assert.That(answer, Is.InstanceOf<TriggerAnswer.Retried>());
        return await UntilAsync(((TriggerAnswer.Retried)answer).BatchId, b => b.OrdersStored, "the second try's orders are stored");
    }

    [Test]
    public async Task Orders_the_failed_products_of_a_partial_one_in_a_new_batch()
    {
        await using var worker = await StartAsync(("Batches:PageSize", "2"));
        var first = await EndedAsync(worker, 4, 5, 2);
        var second = await RetriedAsync(worker, first.CorrelationId);
        Assert.That((second.RetryOf, second.BulkId, second.Number, second.Owner, second.NumberOfProducts, second.Waiting), Is.EqualTo(
            (first.CorrelationId, first.BulkId, first.Number, Owner, 5, 5)));
        var failed = (await OrdersAsync(first.CorrelationId)).Where(order => order.Status == JobStatus.Failed).ToList();
        var orders = await OrdersAsync(second.CorrelationId);
        Assert.That(
            orders.Select(order => (order.ProductIdentifier, order.ProductUrn, order.OrderSize, order.Status, order.Attempt)),
            Is.EqualTo(failed.Select(order => (order.ProductIdentifier, order.ProductUrn, order.OrderSize, JobStatus.Accepted, 1))));
        Assert.That(orders.Select(order => order.CorrelationId), Is.EqualTo(failed.Select(order => BatchIds.OfOrder(second.CorrelationId, order.CorrelationId.ToString()))));
        Assert.That(await CausesAsync(second.CorrelationId), Is.EqualTo("retried, stored"));
        await EndAsync(worker, second.CorrelationId, 5, 0);
        await UntilAsync(second.CorrelationId, b => b.Outcome == BatchOutcome.Complete, "the second try has ended");
        Assert.That((await BatchAsync(first.CorrelationId)).Failed, Is.EqualTo(5), "what failed stays listed where it failed");
    }

    [Test]
    public async Task Of_a_failed_or_dismissed_one_orders_all_that_were_not_successful()
    {
        await using var worker = await StartAsync();
        var first = await StartedAsync(worker, 9);
        var orders = await OrdersAsync(first.CorrelationId);
        await SucceedAsync(worker, orders[0]);
        await FailAsync(worker, orders[1]);
        await UntilCountedAsync(first.CorrelationId);
        await worker.Desk.DismissAsync(first.CorrelationId, null, null, false, CancellationToken.None);
        // At once: the second try waits by itself until the first has stopped.
        var second = await RetriedAsync(worker, first.CorrelationId);
        Assert.That((await OrdersAsync(second.CorrelationId)).Select(order => order.ProductIdentifier), Is.EqualTo(orders.Skip(1).Select(order => order.ProductIdentifier)));
        Assert.That((second.NumberOfProducts, (await BatchAsync(first.CorrelationId)).Phase), Is.EqualTo((8, BatchPhase.Cancelled)));
    }

    [Test]
    public async Task Twice_is_the_same_new_batch_until_that_has_ended()
    {
        await using var worker = await StartAsync();
        await using var other = await StartAsync();
        var first = await EndedAsync(worker, 1, 3, 0);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => RetryAsync(n % 2 == 0 ? worker : other, first.CorrelationId)));
        Assert.That(answers.Distinct().Count(), Is.EqualTo(1));
        var second = await RetriedAsync(worker, first.CorrelationId);
        Assert.That(answers[0], Is.EqualTo(new TriggerAnswer.Retried(second.CorrelationId, first.CorrelationId)));
        Assert.That(await RetryAsync(worker, first.CorrelationId, priority: 99), Is.EqualTo(new TriggerAnswer.PriorityDiffers(second.CorrelationId, 50)));
        Assert.That(await OrdersAsync(second.CorrelationId), Has.Count.EqualTo(3));
        // One of the three comes; the others are tried a third time.
        await EndAsync(worker, second.CorrelationId, 1, 2);
        await UntilAsync(second.CorrelationId, b => b.Finished is not null, "the second try has ended");
        var third = await RetriedAsync(worker, first.CorrelationId);
        Assert.That(third.CorrelationId, Is.Not.EqualTo(second.CorrelationId));
        Assert.That((await OrdersAsync(third.CorrelationId)).Select(order => order.ProductIdentifier), Is.EqualTo(new[] { "P-00003", "P-00004" }));
        await EndAsync(worker, third.CorrelationId, 2, 0);
        await UntilAsync(third.CorrelationId, b => b.Finished is not null, "the third try has ended");
        Assert.That(await RetryAsync(worker, first.CorrelationId), Is.EqualTo(new TriggerAnswer.NothingToRetry(first.CorrelationId)));
        Assert.That(await RetryAsync(worker, second.CorrelationId), Is.EqualTo(new TriggerAnswer.NothingToRetry(second.CorrelationId)));
    }

    [Test]
    public async Task Of_a_complete_one_there_is_nothing_to_try()
    {
        await using var worker = await StartAsync();
        var first = await EndedAsync(worker, 2, 0, 0);
        Assert.That(await RetryAsync(worker, first.CorrelationId), Is.EqualTo(new TriggerAnswer.NothingToRetry(first.CorrelationId)));
    }

    [Test]
    public async Task Before_its_end_is_a_trigger()
    {
        await using var worker = await StartAsync(loops: false);
        var id = (await PrepareAsync(1)).CorrelationId;
        Assert.That(await RetryAsync(worker, id), Is.EqualTo(new TriggerAnswer.Started(id)));
        Assert.That(await RetryAsync(worker, id), Is.InstanceOf<TriggerAnswer>().With.Property("BatchId").EqualTo(id));
        Assert.That(await CausesAsync(id), Is.EqualTo("prepared, triggered"));
    }
}
