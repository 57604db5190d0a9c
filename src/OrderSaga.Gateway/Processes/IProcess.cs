using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Processes;

/// <summary>
/// A process that clients can execute. It says what it offers by being <see cref="IAnswers"/>, <see cref="IMakesJobs"/> or both,
/// and <see cref="IForecasts"/> besides. Mode, idempotency key, Location and the form of the answer are the same for all and
/// not its concern. Register one by <see cref="ProcessWiring.AddProcess{TProcess}(Microsoft.Extensions.DependencyInjection.IServiceCollection, ProcessDescription)"/>.
/// </summary>
interface IProcess
{
    ProcessDescription Description { get; }
}

/// <summary>A process that answers while its client waits; nothing is stored.</summary>
interface IAnswers : IProcess
{
    /// <summary>How long the request will take.</summary>
    TimeSpan TimeOf(ExecuteRequest request) => TimeSpan.Zero;

    /// <returns>What came out, in the order of the description.</returns>
    /// <exception cref="RefusedException">The request is wrong, with every fault.</exception>
    Task<IReadOnlyList<JobOutput>> AnswerAsync(ExecuteRequest request, CancellationToken cancellation);
}

/// <summary>A process that stores a job, which goes on by itself.</summary>
interface IMakesJobs : IProcess
{
    /// <summary>What its jobs are.</summary>
    IJobKind Jobs { get; }

    /// <summary>Stores the job; when it returns, the job is in the database. Called again with the same id and request, it makes no second job.</summary>
    /// <param name="jobId">An id for the job.</param>
    /// <param name="request">The request; the process tells its own faults together with <see cref="ExecuteRequest.Faults"/>, and stores nothing then.</param>
    /// <param name="cancellation">Ends the wait for the database; the job may be stored all the same.</param>
    /// <returns>The job's id: <paramref name="jobId"/>, or another where the request leads to a job that has one.</returns>
    /// <exception cref="RefusedException">The request is wrong, with every fault, or does not fit the state of what it is about.</exception>
    Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation);
}

/// <summary>A process that can tell what a request would come to; nothing is stored, and there is no job.</summary>
interface IForecasts : IProcess
{
    /// <summary>The input that asks for it.</summary>
    string ForecastInput { get; }

    bool WantsForecast(ExecuteRequest request);

    /// <returns>A document of the process's own.</returns>
    /// <exception cref="RefusedException">The request is wrong, with every fault.</exception>
    Task<object> ForecastAsync(ExecuteRequest request, CancellationToken cancellation);
}
