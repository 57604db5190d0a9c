using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Errors;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Processes;

/// <summary>Places an order.</summary>
sealed class OrderRequestProcess(OrderDesk desk, IOptions<GatewayOptions> options) : IProcess
{
    public ProcessDescription Description => OrderRequest.Description;

    public async Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation)
    {
        var placement = await desk.PlaceInputsAsync(jobId, request.Members(), request.Form.ToString(), faulty: request.Faults.Count > 0, cancellation);
        if (placement.Excess is { } excess)
            throw Refusals.OverQuota(excess, options.Value.RetryAfter);
        request.Refuse(placement.Faults);
        return jobId;
    }
}
