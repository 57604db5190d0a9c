using System.Threading.Channels;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Callbacks;

/// <summary>Wakes the courier: a commit of this process may have left an event, or an attempt has ended. Events of other processes are found by the sweep.</summary>
sealed class CallbackSignal : ICommitListener<ISubscribedSaga>
{
    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Committed(IReadOnlyCollection<ISubscribedSaga> changed)
    {
        if (changed.Any(saga => saga.Subscriber is not null))
            Wake();
    }

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
