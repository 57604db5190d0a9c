using OrderSaga.Jobs;

namespace OrderSaga.Callbacks;

/// <summary>Writes what a subscriber is sent: results of a successful job, statusInfo of any other. One for each kind of job.</summary>
public interface ICallbackBody
{
    /// <summary>The kind of job that it writes of (<see cref="Callback.JobKind"/>).</summary>
    string JobKind { get; }

    /// <summary>The body, application/json in UTF-8, of the job as it was at the event; the same at every call.</summary>
    Task<ReadOnlyMemory<byte>> WriteAsync(Callback callback, CancellationToken cancellation);
}
