using System.Text.Json;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Bus;
using OrderSaga.Contracts;
using OrderSaga.Reading;

namespace OrderSaga.Orders;

/// <summary>Who takes orders and their dismissals from upstream systems.</summary>
sealed class OrderDoors(OrderDesk desk, IMediator mediator, IOptions<OrderOptions> options, TimeProvider time)
{
    const string Submission = "ordersaga.submit-order";
    const string Dismissal = "ordersaga.dismiss-order";

    public static void Open(IServiceCollection services) => services
        .AddDoor<SubmitOrder, OrderDoors>(Submission, doors => doors.SubmitAsync)
        .AddDoor<DismissOrder, OrderDoors>(Dismissal, doors => doors.DismissAsync);

    /// <summary>Tells that the dismissal, and not the order, is refused.</summary>
    public static CommandRefused DismissalRefused(Guid? orderId, IReadOnlyList<FieldFault> faults, DateTime at) =>
        new() { Command = Dismissal, OrderId = orderId, Errors = FoundFaults.Closed(faults), At = at };

    async Task<object?> SubmitAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var placement = await desk.PlaceAsync(members, cancellation);
        return placement.IsPlaced ? null : new OrderRejected { OrderId = placement.OrderId, Errors = FoundFaults.Closed(placement.Faults), At = time.UtcNow() };
    }

    async Task<object?> DismissAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var faults = new FoundFaults();
        var dismissal = new Members(members, snakeCase: false, faults);
        var orderId = dismissal.Uuid("orderId");
        var reason = dismissal.Text("reason", 1000);
        var now = time.UtcNow();
        if (faults.Count > 0)
            return DismissalRefused(orderId, faults, now);
        await mediator.Send(new CancelOrderToCome(orderId!.Value, reason, now + options.Value.DismissalWait, now), cancellation);
        return null;
    }
}
