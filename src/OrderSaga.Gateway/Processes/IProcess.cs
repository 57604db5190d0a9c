using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Jobs;

namespace OrderSaga.Gateway.Processes;

/// <summary>
/// A process that clients can execute. Mode, idempotency key, Location and the form of the answer are the same for all and
/// not its concern; register one by <c>AddSingleton&lt;IProcess, …&gt;</c>, and the <see cref="IJobKind"/> of its jobs.
/// </summary>
interface IProcess
{
    ProcessDescription Description { get; }

    /// <summary>Stores the job; when it returns, the job is in the database. Called again with the same id and request, it makes no second job.</summary>
    /// <param name="jobId">An id for the job.</param>
    /// <param name="request">The request; the process tells its own faults together with <see cref="ExecuteRequest.Faults"/>, and stores nothing then.</param>
    /// <param name="cancellation">Ends the wait for the database; the job may be stored all the same.</param>
    /// <returns>The job's id: <paramref name="jobId"/>, or another where the request leads to a job that has one.</returns>
    /// <exception cref="RefusedException">The request is wrong, with every fault, or does not fit the state of what it is about.</exception>
    Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation);
}

/// <summary>A process that can also be executed while its client waits; then it makes no job.</summary>
interface ISyncProcess : IProcess
{
    /// <summary>How long the request will take.</summary>
    TimeSpan TimeOf(ExecuteRequest request);

    /// <returns>What came out, in the order of the description.</returns>
    /// <exception cref="RefusedException">The request is wrong, with every fault.</exception>
    Task<IReadOnlyList<JobOutput>> RunAsync(ExecuteRequest request, CancellationToken cancellation);
}

/// <summary>A process that can tell what a request would come to; nothing is stored, and there is no job.</summary>
interface IForecastingProcess : IProcess
{
    /// <summary>The input that asks for it.</summary>
    string ForecastInput { get; }

    bool WantsForecast(ExecuteRequest request);

    /// <returns>A document of the process's own.</returns>
    /// <exception cref="RefusedException">The request is wrong, with every fault.</exception>
    Task<object> ForecastAsync(ExecuteRequest request, CancellationToken cancellation);
}

/// <summary>The processes' own ids.</summary>
static class ProcessIds
{
    public const string OrderRequest = "order-request";
    public const string BulkCreateRequest = "bulk-create-request";
    public const string BatchOrderTrigger = "batch-order-trigger";
    public const string Echo = "echo";

    public static IReadOnlyList<string> All { get; } = [OrderRequest, BulkCreateRequest, BatchOrderTrigger, Echo];
}
