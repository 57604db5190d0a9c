using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Intake;
using OrderSaga.Orders;
using OrderSaga.Persistence;

namespace OrderSaga.Gateway.Processes;

/// <summary><c>POST /processes/{id}/execution</c>: a product order. 201 once it is stored.</summary>
static class ExecutionResource
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/processes/{processId}/execution", ExecuteAsync);

    static async Task<IResult> ExecuteAsync(
        string processId, HttpContext http, ProcessNames processes, OrderDesk desk, OrderQueries queries,
        StoreWait store, JobView view, Addresses addresses, IOptions<GatewayOptions> options)
    {
        if (processes.Resolve(processId) is null)
            throw Refusals.NoSuchProcess(processId);
        var preferences = Preferences.Of(http.Request);
        using var body = await JsonBody.ReadAsync(http.Request, options.Value);
        var request = ExecuteRequest.Read(body.RootElement);

        var orderId = Guid.NewGuid();
        var order = await PlaceAsync(orderId, request, desk, queries, store, addresses.Job(orderId), options.Value.RetryAfter, http.RequestAborted);

        http.Response.Headers.Location = addresses.Job(orderId);
        preferences.TellAsyncApplied(http.Response);
        return BodyAnswer.Json(view.Of(order), StatusCodes.Status201Created);
    }

    static async Task<Order> PlaceAsync(
        Guid orderId, ExecuteRequest request, OrderDesk desk, OrderQueries queries, StoreWait store, string job, TimeSpan retryAfter, CancellationToken aborted)
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
            throw Refusals.OrderUncertain(job, retryAfter);
        }
    }

    /// <summary>The fault's place in the execute request: faults of the desk name inputs without their parent.</summary>
    static FieldFault Placed(FieldFault fault)
    {
        var name = fault.Field.Split('.', '[')[0];
        return name == ExecuteRequest.Subscriber || !OrderRequest.Inputs.ContainsKey(name) ? fault : fault with { Field = $"inputs.{fault.Field}" };
    }
}
