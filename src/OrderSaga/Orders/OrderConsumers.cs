using MassTransit;
using MassTransit.Mediator;
using OrderSaga.Contracts;
using OrderSaga.Reading;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.Orders;

/// <summary>The AMQP door for orders. The message is acknowledged once the order, or its refusal, is stored.</summary>
sealed class SubmitOrderConsumer(OrderDesk desk, StoreOutbox outbox, TimeProvider time) : IConsumer<SubmittedOrder>
{
    public async Task Consume(ConsumeContext<SubmittedOrder> context)
    {
        var placement = await desk.PlaceAsync(IncomingBody.Open(context.ReceiveContext.Body.GetBytes(), SubmittedOrder.Urn), context.CancellationToken);
        if (!placement.IsPlaced)
        {
            await outbox.TellAsync(
                new OrderRejected { OrderId = placement.OrderId, Errors = placement.Faults, At = time.UtcNow() }, context.CancellationToken);
        }
    }
}

/// <summary>The AMQP door for dismissals.</summary>
sealed class DismissOrderConsumer(IMediator mediator, StoreOutbox outbox, TimeProvider time) : IConsumer<OrderDismissal>
{
    public async Task Consume(ConsumeContext<OrderDismissal> context)
    {
        var faults = new List<FieldFault>();
        var members = new Members(IncomingBody.Open(context.ReceiveContext.Body.GetBytes(), OrderDismissal.Urn), snakeCase: false, faults);
        var orderId = members.Uuid("orderId");
        var reason = members.Text("reason", 1000);
        if (faults.Count == 0)
        {
            try
            {
                await mediator.Send(new CancelOrder(orderId!.Value, reason, Remove: false, time.UtcNow()), context.CancellationToken);
                return;
            }
            catch (UnknownOrderException)
            {
                faults.Add(new FieldFault("orderId", orderId.ToString(), "must be the id of an order"));
            }
        }
        await outbox.TellAsync(new OrderRejected { OrderId = orderId, Errors = faults, At = time.UtcNow() }, context.CancellationToken);
    }
}
