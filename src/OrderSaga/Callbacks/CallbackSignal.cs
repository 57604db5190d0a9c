using System.Threading.Channels;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Callbacks;

/// <summary>Wakes the courier: a commit of this process may have left an event, or an attempt has ended. Events of other processes are found by the sweep.</summary>
sealed class CallbackSignal
{
    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Returns at the next signal, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using var sweep = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        sweep.CancelAfter(longest);
        try
        {
            await _wake.Reader.ReadAsync(sweep.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nobody called: time for a sweep.
        }
    }
}

/// <summary>Calls the courier when a job that has a subscriber changed. It listens to every kind of job that there is.</summary>
sealed class SubscribedJobs<TSaga>(CallbackSignal signal) : ICommitListener<TSaga>
    where TSaga : class, IJobSaga
{
    public void Committed(IReadOnlyCollection<TSaga> changed)
    {
        if (changed.Any(job => job.Subscriber is not null))
            signal.Wake();
    }
}
