using System.Text.Json;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Bus;
using OrderSaga.Contracts;
using OrderSaga.Reading;

namespace OrderSaga.Bulks;

/// <summary>Who takes bulks and their dismissals from upstream systems.</summary>
sealed class BulkDoors(BulkDesk desk, IMediator mediator, IOptions<BulkOptions> options, TimeProvider time)
{
    const string Creation = "ordersaga.create-bulk";
    const string Dismissal = "ordersaga.dismiss-bulk";

    public static void Open(IServiceCollection services) => services
        .AddDoor<CreateBulk, BulkDoors>(Creation, doors => doors.CreateAsync)
        .AddDoor<DismissBulk, BulkDoors>(Dismissal, doors => doors.DismissAsync);

    /// <summary>Tells that the dismissal, and not the bulk, is refused.</summary>
    public static CommandRefused DismissalRefused(Guid? bulkId, IReadOnlyList<FieldFault> faults, DateTime at) =>
        new() { Command = Dismissal, BulkId = bulkId, Errors = FoundFaults.Closed(faults), At = at };

    async Task<object?> CreateAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var placement = await desk.PlaceAsync(members, cancellation);
        return placement.IsPlaced ? null : new BulkRejected { BulkId = placement.BulkId, Errors = FoundFaults.Closed(placement.Faults), At = time.UtcNow() };
    }

    async Task<object?> DismissAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var faults = new FoundFaults();
        var dismissal = new Members(members, snakeCase: false, faults);
        var bulkId = dismissal.Uuid("bulkId");
        var reason = dismissal.Text("reason", 1000);
        var cascade = dismissal.Flag("cascade") ?? false;
        var now = time.UtcNow();
        if (faults.Count > 0)
            return DismissalRefused(bulkId, faults, now);
        await mediator.Send(new CancelBulkToCome(bulkId!.Value, reason, cascade, now + options.Value.DismissalWait, now), cancellation);
        return null;
    }
}
