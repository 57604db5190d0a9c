using System.Threading.Channels;

namespace OrderSaga.SagaStore.Loops;

/// <summary>Wakes a loop at once. Calls while it works make it look once more; several are as good as one.</summary>
public class Wake
{
    readonly Channel<bool> _calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is work to do. Never waits.</summary>
    public void Up() => _calls.Writer.TryWrite(true);

    /// <summary>Returns at the next call, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await _calls.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nobody called: time for a look.
        }
    }
}

/// <summary>The wake of one loop, as whoever leaves it work asks for it.</summary>
public sealed class Wake<TLoop> : Wake
    where TLoop : Loop;
