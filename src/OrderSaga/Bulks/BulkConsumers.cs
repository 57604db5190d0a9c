using MassTransit;
using MassTransit.Mediator;
using OrderSaga.Contracts;
using OrderSaga.Reading;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.Bulks;

/// <summary>The AMQP door for bulks. The message is acknowledged once the bulk, or its refusal, is stored.</summary>
sealed class CreateBulkConsumer(BulkDesk desk, StoreOutbox outbox, TimeProvider time) : IConsumer<CreatedBulk>
{
    public async Task Consume(ConsumeContext<CreatedBulk> context)
    {
        var placement = await desk.PlaceAsync(IncomingBody.Open(context.ReceiveContext.Body.GetBytes(), CreatedBulk.Urn), context.CancellationToken);
        if (!placement.IsPlaced)
        {
            await outbox.TellAsync(
                new BulkRejected { BulkId = placement.BulkId, Errors = placement.Faults, At = time.UtcNow() }, context.CancellationToken);
        }
    }
}

/// <summary>The AMQP door for dismissals of bulks.</summary>
sealed class DismissBulkConsumer(IMediator mediator, StoreOutbox outbox, TimeProvider time) : IConsumer<BulkDismissal>
{
    public async Task Consume(ConsumeContext<BulkDismissal> context)
    {
        var faults = new List<FieldFault>();
        var members = new Members(IncomingBody.Open(context.ReceiveContext.Body.GetBytes(), BulkDismissal.Urn), snakeCase: false, faults);
        var bulkId = members.Uuid("bulkId");
        var reason = members.Text("reason", 1000);
        var cascade = members.Flag("cascade") ?? false;
        if (faults.Count == 0)
        {
            try
            {
                await mediator.Send(new CancelBulk(bulkId!.Value, reason, Remove: false, cascade, time.UtcNow()), context.CancellationToken);
                return;
            }
            catch (UnknownBulkException)
            {
                faults.Add(new FieldFault("bulkId", bulkId.ToString(), "must be the id of a bulk"));
            }
        }
        await outbox.TellAsync(new BulkRejected { BulkId = bulkId, Errors = faults, At = time.UtcNow() }, context.CancellationToken);
    }
}
