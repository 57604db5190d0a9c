using System.Threading.Channels;
using OrderSaga.SagaStore;

namespace OrderSaga.Orders.Queue;

/// <summary>Wakes the dispatcher when a commit left an order that wants to be sent, or freed a place that another waits for.</summary>
public sealed class DispatchSignal : ICommitListener<Order>
{
    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    volatile bool _wantsPlaces;

    /// <summary>Orders wait for others to end; else the end of one is no reason to wake.</summary>
    public bool WantsPlaces
    {
        get => _wantsPlaces;
        set => _wantsPlaces = value;
    }

    public void Committed(IReadOnlyCollection<Order> changed)
    {
        foreach (var order in changed)
        {
            if (order.DispatchAt is not null || (WantsPlaces && !order.InFlight))
            {
                Wake();
                return;
            }
        }
    }

    /// <summary>Orders that want to be sent were stored beside the saga store.</summary>
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
