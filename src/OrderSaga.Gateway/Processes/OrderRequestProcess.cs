using OrderSaga.Intake;

namespace OrderSaga.Gateway.Processes;

/// <summary>Places an order.</summary>
sealed class OrderRequestProcess(OrderDesk desk) : IProcess
{
    public ProcessDescription Description => OrderRequest.Description;

    public async Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation)
    {
        var placement = await desk.PlaceInputsAsync(jobId, request.Members(), request.Form.ToString(), faulty: request.Faults.Count > 0, cancellation);
        request.Refuse(placement.Faults);
        return jobId;
    }
}
