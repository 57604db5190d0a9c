using System.Text.Json;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Bus;
using OrderSaga.Contracts;
using OrderSaga.Reading;

namespace OrderSaga.Orders;

/// <summary>Who takes orders and their dismissals from upstream systems.</summary>
sealed class OrderDoors(OrderDesk desk, IMediator mediator, TimeProvider time)
{
    public static void Open(IServiceCollection services) => services
        .AddDoor<SubmitOrder, OrderDoors>("ordersaga.submit-order", doors => doors.SubmitAsync)
        .AddDoor<DismissOrder, OrderDoors>("ordersaga.dismiss-order", doors => doors.DismissAsync);

    async Task<object?> SubmitAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var placement = await desk.PlaceAsync(members, cancellation);
        return placement.IsPlaced ? null : Refusal(placement.OrderId, placement.Faults);
    }

    async Task<object?> DismissAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var faults = new List<FieldFault>();
        var dismissal = new Members(members, snakeCase: false, faults);
        var orderId = dismissal.Uuid("orderId");
        var reason = dismissal.Text("reason", 1000);
        if (faults.Count > 0)
            return Refusal(orderId, faults);
        try
        {
            await mediator.Send(new CancelOrder(orderId!.Value, reason, Remove: false, time.UtcNow()), cancellation);
            return null;
        }
        catch (UnknownOrderException)
        {
            return Refusal(orderId, [new FieldFault("orderId", orderId.ToString(), "must be the id of an order")]);
        }
    }

    OrderRejected Refusal(Guid? orderId, IReadOnlyList<FieldFault> faults) => new() { OrderId = orderId, Errors = faults, At = time.UtcNow() };
}
