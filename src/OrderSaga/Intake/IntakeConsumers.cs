using System.Text.Json;
using MassTransit;
using MassTransit.Mediator;
using OrderSaga.Contracts;
using OrderSaga.Orders;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.Intake;

/// <summary>A message body that holds no JSON object; it goes whole to the error queue.</summary>
public sealed class UnreadableMessageException(string reason) : Exception($"The message can't be read: {reason}");

/// <summary>The AMQP door for orders. The message is acknowledged once the order, or its refusal, is stored.</summary>
sealed class SubmitOrderConsumer(OrderDesk desk, StoreOutbox outbox, TimeProvider time) : IConsumer<SubmittedOrder>
{
    public async Task Consume(ConsumeContext<SubmittedOrder> context)
    {
        var placement = await desk.PlaceAsync(Incoming.Members(context, context.Message), context.CancellationToken);
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
        var members = new OrderMembers(Incoming.Members(context, context.Message), snakeCase: false, faults);
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

static class Incoming
{
    /// <summary>
    /// The command's members. An empty body is no message at all, and an envelope that came labelled as plain JSON is
    /// opened by hand.
    /// </summary>
    public static Dictionary<string, JsonElement> Members(ConsumeContext context, IncomingMembers message)
    {
        if (context.ReceiveContext.Body.Length == 0)
            throw new UnreadableMessageException("its body is empty.");
        var members = message.Members;
        if (members.TryGetValue("messageType", out var types) && types.ValueKind == JsonValueKind.Array
            && members.TryGetValue("message", out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            var wanted = MessageUrn.ForTypeString(message.GetType());
            if (!types.EnumerateArray().Any(type => type.ValueKind == JsonValueKind.String && type.GetString() == wanted))
                throw new UnreadableMessageException($"it is an envelope of another type, not of {wanted}.");
            return inner.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        }
        return members;
    }
}
