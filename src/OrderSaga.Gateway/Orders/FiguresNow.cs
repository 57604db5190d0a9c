using OrderSaga.Gateway.Http;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Orders;

/// <summary>The orders' figures for all who look at them, read once in a while however many those are.</summary>
sealed class FiguresNow(OrderCounts counts, StoreWait store, TimeProvider time)
{
    static readonly TimeSpan Recent = TimeSpan.FromHours(24);
    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    // A count is kept for this many times as long as it took: counting never becomes the work of the database.
    const int Rest = 20;

    readonly Lock _lock = new();
    Task<OrderFigures?> _figures = Task.FromResult<OrderFigures?>(null);
    long _oldAt = long.MinValue;

    /// <summary>Null while the database does not answer.</summary>
    public Task<OrderFigures?> ReadAsync(CancellationToken aborted)
    {
        lock (_lock)
        {
            if (_figures.IsCompleted && time.GetTimestamp() >= _oldAt)
                _figures = CountAsync();
            return _figures.WaitAsync(aborted);
        }
    }

    async Task<OrderFigures?> CountAsync()
    {
        var start = time.GetTimestamp();
        try
        {
            return await store.ForAsync(token => counts.ReadAsync(time.UtcNow(), Recent, token), CancellationToken.None);
        }
        catch (StoreAwayException)
        {
            return null;
        }
        finally
        {
            // A count that took long is kept long.
            var kept = Math.Max((long)(Shortest.TotalSeconds * time.TimestampFrequency), Rest * (time.GetTimestamp() - start));
            lock (_lock)
                _oldAt = time.GetTimestamp() + kept;
        }
    }
}
