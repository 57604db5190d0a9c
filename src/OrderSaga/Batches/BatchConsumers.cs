using MassTransit;
using OrderSaga.Contracts;
using OrderSaga.Reading;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.Batches;

/// <summary>The AMQP door for triggers. The message is acknowledged once the trigger, or its refusal, is stored.</summary>
sealed class TriggerBatchConsumer(BatchDesk desk, StoreOutbox outbox, TimeProvider time) : IConsumer<TriggeredBatch>
{
    public async Task Consume(ConsumeContext<TriggeredBatch> context)
    {
        var result = await desk.TriggerAsync(IncomingBody.Open(context.ReceiveContext.Body.GetBytes(), TriggeredBatch.Urn), context.CancellationToken);
        if (result.Faults.Count > 0)
        {
            await outbox.TellAsync(
                new BulkRejected { BatchId = result.BatchId, Errors = result.Faults, At = time.UtcNow() }, context.CancellationToken);
        }
    }
}

/// <summary>The AMQP door for dismissals of batches. For one that has ended already there is nothing to do, and nothing to refuse.</summary>
sealed class DismissBatchConsumer(BatchDesk desk, StoreOutbox outbox, TimeProvider time) : IConsumer<BatchDismissal>
{
    public async Task Consume(ConsumeContext<BatchDismissal> context)
    {
        var faults = new List<FieldFault>();
        var members = new Members(IncomingBody.Open(context.ReceiveContext.Body.GetBytes(), BatchDismissal.Urn), snakeCase: false, faults);
        var batchId = members.Uuid("batchId");
        var reason = members.Text("reason", 1000);
        if (faults.Count == 0)
        {
            if (await desk.DismissAsync(batchId!.Value, owner: null, reason, remove: false, context.CancellationToken) != DismissalAnswer.Unknown)
                return;
            faults.Add(new FieldFault("batchId", batchId.ToString(), "must be the id of a batch"));
        }
        await outbox.TellAsync(new BulkRejected { BatchId = batchId, Errors = faults, At = time.UtcNow() }, context.CancellationToken);
    }
}
