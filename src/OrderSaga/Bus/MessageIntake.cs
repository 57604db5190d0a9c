using System.Globalization;
using System.Threading.RateLimiting;
using MassTransit;
using Microsoft.Extensions.Options;
using OrderSaga.Reading;

namespace OrderSaga.Bus;

/// <summary>
/// Lets messages in to be read, for every door of every bus of this process: none that is too large, and never more bytes at once than
/// the budget. A parsed message takes several times its bytes, so what waits here waits unparsed.
/// </summary>
sealed class MessageIntake : IDisposable
{
    // Permits are numbers of 32 bits.
    const int BytesPerPermit = 1024;

    readonly int _largest;
    readonly int _permits;
    readonly ConcurrencyLimiter _budget;

    public MessageIntake(IOptions<BusOptions> options)
    {
        _largest = options.Value.LargestMessage;
        _permits = PermitsFor(options.Value.BytesAtWork);
        _budget = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = _permits,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Waits until the message may be read; its bytes count until the lease is given back.</summary>
    /// <exception cref="UnreadableMessageException">It is larger than <see cref="BusOptions.LargestMessage"/>.</exception>
    public async ValueTask<RateLimitLease> LetInAsync(MessageBody message, CancellationToken cancellation)
    {
        var bytes = message.Length ?? message.GetBytes().Length;
        if (bytes > _largest)
        {
            throw new UnreadableMessageException(string.Create(
                CultureInfo.InvariantCulture, $"it has {bytes} bytes, and Bus:LargestMessage lets in at most {_largest}."));
        }
        return await _budget.AcquireAsync(Math.Min(PermitsFor(bytes), _permits), cancellation);
    }

    public void Dispose() => _budget.Dispose();

    static int PermitsFor(long bytes) => (int)((bytes + BytesPerPermit - 1) / BytesPerPermit);
}
