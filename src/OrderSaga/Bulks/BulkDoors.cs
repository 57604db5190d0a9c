using System.Text.Json;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Bus;
using OrderSaga.Contracts;
using OrderSaga.Reading;

namespace OrderSaga.Bulks;

/// <summary>Who takes bulks and their dismissals from upstream systems.</summary>
sealed class BulkDoors(BulkDesk desk, IMediator mediator, TimeProvider time)
{
    public static void Open(IServiceCollection services) => services
        .AddDoor<CreateBulk, BulkDoors>("ordersaga.create-bulk", doors => doors.CreateAsync)
        .AddDoor<DismissBulk, BulkDoors>("ordersaga.dismiss-bulk", doors => doors.DismissAsync);

    async Task<object?> CreateAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var placement = await desk.PlaceAsync(members, cancellation);
        return placement.IsPlaced ? null : Refusal(placement.BulkId, placement.Faults);
    }

    async Task<object?> DismissAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var faults = new List<FieldFault>();
        var dismissal = new Members(members, snakeCase: false, faults);
        var bulkId = dismissal.Uuid("bulkId");
        var reason = dismissal.Text("reason", 1000);
        var cascade = dismissal.Flag("cascade") ?? false;
        if (faults.Count > 0)
            return Refusal(bulkId, faults);
        try
        {
            await mediator.Send(new CancelBulk(bulkId!.Value, reason, Remove: false, cascade, time.UtcNow()), cancellation);
            return null;
        }
        catch (UnknownBulkException)
        {
            return Refusal(bulkId, [new FieldFault("bulkId", bulkId.ToString(), "must be the id of a bulk")]);
        }
    }

    BulkRejected Refusal(Guid? bulkId, IReadOnlyList<FieldFault> faults) => new() { BulkId = bulkId, Errors = faults, At = time.UtcNow() };
}
