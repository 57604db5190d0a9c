using OrderSaga.Bulks;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Bulks;

/// <summary>Places a bulk, or tells what it would come to.</summary>
sealed class BulkCreateProcess(BulkDesk desk) : IForecastingProcess
{
    public ProcessDescription Description => BulkCreateRequest.Description;

    public async Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation)
    {
        var placement = await desk.PlaceInputsAsync(jobId, request.Members(), request.Form.ToString(), faulty: request.Faults.Count > 0, cancellation);
        request.Refuse(placement.Faults);
        return jobId;
    }

    public string ForecastInput => BulkCreateRequest.DryRun;

    /// <summary>A faulty request is refused as one that would be placed.</summary>
    public bool WantsForecast(ExecuteRequest request) => request.Faults.Count == 0 && BulkDesk.IsDryRun(request.Members());

    public async Task<object> ForecastAsync(ExecuteRequest request, CancellationToken cancellation)
    {
        var forecast = await desk.TryOutAsync(request.Members(), cancellation);
        request.Refuse(forecast.Faults);
        return BulkForecastInfo.Of(forecast);
    }
}
