using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Intake;
using OrderSaga.Orders;
using OrderSaga.Persistence;

namespace OrderSaga.Gateway.Processes;

/// <summary>Places an order: 201 once it is stored.</summary>
sealed class OrderRequestProcess(
    OrderDesk desk, OrderQueries queries, OrderJobs jobs, StoreWait store, JobView view, Addresses addresses, IOptions<GatewayOptions> options) : IProcess
{
    public ProcessDescription Description => OrderRequest.Description;

    public async Task<IResult> ExecuteAsync(ExecuteRequest request, Preferences preferences, HttpContext http)
    {
        var orderId = Guid.NewGuid();
        var order = await PlaceAsync(orderId, request, http.RequestAborted);
        http.Response.Headers.Location = addresses.Job(orderId);
        preferences.TellAsyncApplied(http.Response);
        return BodyAnswer.Json(view.Of(jobs.Of(order)), StatusCodes.Status201Created);
    }

    async Task<Order> PlaceAsync(Guid orderId, ExecuteRequest request, CancellationToken aborted)
    {
        try
        {
            var placement = await store.ForAsync(token => desk.PlaceInputsAsync(orderId, request.Members, token), aborted);
            if (!placement.IsPlaced)
                throw Refusals.Invalid([.. placement.Faults.Select(Placed)]);
            return await store.ForAsync(token => queries.FindAsync(orderId, token), aborted)
                ?? throw new InvalidOperationException($"Order {orderId} was placed and is not in the database.");
        }
        catch (StoreAwayException)
        {
            throw Refusals.OrderUncertain(addresses.Job(orderId), options.Value.RetryAfter);
        }
    }

    /// <summary>The fault's place in the execute request: faults of the desk name inputs without their parent.</summary>
    static FieldFault Placed(FieldFault fault)
    {
        var name = fault.Field.Split('.', '[')[0];
        return OrderRequest.Description.Inputs.ContainsKey(name) ? fault with { Field = $"inputs.{fault.Field}" } : fault;
    }
}
