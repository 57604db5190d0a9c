using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;
using OrderSaga.Reading;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Gateway.Processes;

/// <summary>
/// Places jobs, at most one for each idempotency key of an owner and process. The key is claimed with the job's id before
/// the job is stored: a process that dies in between leaves a claim under which the next try stores that very job.
/// </summary>
sealed class KeyedPlacement(
    IdempotencyKeys keys, JobReading jobs, StoreWait store, Addresses addresses, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <returns>The job's id.</returns>
    /// <exception cref="RefusedException">409: the key stands for another request; or what the process refuses; or 503.</exception>
    public async Task<Guid> PlaceAsync(IMakesJobs process, ExecuteRequest request, string? key, JsonElement body, CancellationToken aborted)
    {
        // What is faulty is refused by the process, and claims nothing.
        if (key is null || request.IsFaulty)
            return await PlaceAsync(process, Guid.NewGuid(), request, aborted);

        var now = time.UtcNow();
        var claim = new IdempotencyKey
        {
            Owner = request.Owner,
            Process = process.Description.Id,
            Key = key,
            Digest = CanonicalJson.Digest(body),
            JobId = Guid.NewGuid(),
            Created = now,
        };
        var held = await store.ForAsync(token => keys.ClaimAsync(claim, now - options.Value.IdempotencyPeriod, token), aborted);
        if (held.Digest != claim.Digest)
            throw Refusals.KeyTaken(key, addresses.Job(held.JobId));
        if (held.JobId != claim.JobId && await jobs.FindAsync(held.JobId, aborted) is { } job)
            return job.Id;
        return await PlaceAsync(process, request, held, isMine: held.JobId == claim.JobId, aborted);
    }

    async Task<Guid> PlaceAsync(IMakesJobs process, ExecuteRequest request, IdempotencyKey held, bool isMine, CancellationToken aborted)
    {
        try
        {
            var jobId = await PlaceAsync(process, held.JobId, request, aborted);
            if (jobId != held.JobId)
                await store.ForAsync(token => keys.PointAsync(held, jobId, token), aborted);
            return jobId;
        }
        catch (RefusedException refused) when (isMine && refused.Answer.Status < 500)
        {
            await store.ForAsync(token => keys.ReleaseAsync(held, token), CancellationToken.None);
            throw;
        }
    }

    async Task<Guid> PlaceAsync(IMakesJobs process, Guid jobId, ExecuteRequest request, CancellationToken aborted)
    {
        try
        {
            return await store.ForAsync(token => process.PlaceAsync(jobId, request, token), aborted);
        }
        catch (StoreAwayException)
        {
            throw Refusals.JobUncertain(addresses.Job(jobId), options.Value.RetryAfter);
        }
    }
}

/// <summary>Forgets idempotency keys that are over.</summary>
sealed class KeyExpiry(IdempotencyKeys keys, IOptions<GatewayOptions> options, TimeProvider time, ILogger<KeyExpiry> logger)
    : Loop(PauseOf(options.Value.IdempotencyPeriod), time, logger)
{
    static readonly TimeSpan MostPause = TimeSpan.FromHours(1);

    protected override Task RoundAsync(CancellationToken stop) => keys.ForgetAsync(Time.UtcNow() - options.Value.IdempotencyPeriod, stop);

    static TimeSpan PauseOf(TimeSpan period) => period < MostPause ? period : MostPause;
}
