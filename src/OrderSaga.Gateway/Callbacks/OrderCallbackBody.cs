using System.Text.Json;
using OrderSaga.Callbacks;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Callbacks;

/// <summary>What the subscriber of an order is sent: its results once successful, else its statusInfo, as they were at the event.</summary>
sealed class OrderCallbackBody(JobView view) : ICallbackBody
{
    public string JobKind => CallbackJobKind.Order;

    public Task<ReadOnlyMemory<byte>> WriteAsync(Callback callback, CancellationToken cancellation)
    {
        var order = JobSnapshot.Read<Order>(callback.Snapshot);
        var body = callback.Kind == CallbackKind.Success
            ? JsonSerializer.SerializeToUtf8Bytes(OrderRequest.ResultsOf(order).ToDictionary(output => output.Key, output => output.Value), GatewayJson.Options)
            : JsonSerializer.SerializeToUtf8Bytes(view.Of(order), GatewayJson.Options);
        return Task.FromResult<ReadOnlyMemory<byte>>(body);
    }
}
