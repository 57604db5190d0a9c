using Microsoft.AspNetCore.Http;
using OrderSaga.Batches;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Batches;

/// <summary>Starts a prepared batch; its job has the batch's own id.</summary>
sealed class BatchTriggerProcess(BatchDesk desk, Addresses addresses) : IProcess
{
    public ProcessDescription Description => BatchOrderTrigger.Description;

    public async Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation)
    {
        var result = await desk.TriggerInputsAsync(
            request.Members(), request.Form.ToString(), request.Owner, faulty: request.Faults.Count > 0, cancellation);
        if (result.Answer is null)
            request.Refuse(result.Faults);
        return result.Answer switch
        {
            TriggerAnswer.Started started => started.BatchId,
            TriggerAnswer.AlreadyStarted started => started.BatchId,
            TriggerAnswer.Retried retried => retried.BatchId,
            TriggerAnswer.Unknown unknown => throw Refusals.NoSuch("batch", unknown.BatchId.ToString()),
            TriggerAnswer.Discarded => throw Refused(StatusCodes.Status410Gone, "batch-discarded", result),
            TriggerAnswer.AlreadyFinished => throw Refused(StatusCodes.Status409Conflict, "batch-already-finished", result),
            TriggerAnswer.PriorityDiffers => throw Refused(StatusCodes.Status409Conflict, "batch-priority-differs", result),
            TriggerAnswer.NothingToRetry => throw Refused(StatusCodes.Status409Conflict, "nothing-to-retry", result),
            var other => throw new InvalidOperationException($"A trigger was answered by {other}."),
        };
    }

    /// <summary>The batch does not stand where a trigger could do anything; the batch tells where it stands.</summary>
    RefusedException Refused(int status, string type, TriggerResult result)
    {
        var refused = Refusals.Invalid(result.Faults).Answer;
        return new RefusedException(refused with { Type = type, Status = status, Title = "Batch can't be started", Instance = addresses.Batch(result.BatchId!.Value) });
    }
}
