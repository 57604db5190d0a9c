using System.Threading.Channels;
using OrderSaga.SagaStore;

namespace OrderSaga.Bulks;

/// <summary>Wakes a resolver when a commit left a bulk with work to do.</summary>
public sealed class BulkSignal : ICommitListener<Bulk>
{
    const int MostResolvers = 32;

    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(MostResolvers) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Committed(IReadOnlyCollection<Bulk> changed)
    {
        foreach (var bulk in changed)
        {
            if (bulk is { Due: not null, ClaimedUntil: null })
                _wake.Writer.TryWrite(true);
        }
    }

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
