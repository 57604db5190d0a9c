using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Callbacks;

/// <summary>Writes the outcomes of attempts, as many at once as came meanwhile, and only then gives their places back.</summary>
sealed partial class CallbackSettling(CallbackTable table, CallbackLanes lanes, Wake<CallbackCourier> courier, ILogger<CallbackSettling> logger)
{
    const int MostAtOnce = 200;

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly Channel<(string Lane, Settlement Settlement)> _outcomes =
        Channel.CreateUnbounded<(string, Settlement)>(new UnboundedChannelOptions { SingleReader = true });

    public void Add(string lane, Settlement settlement) => _outcomes.Writer.TryWrite((lane, settlement));

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _outcomes.Writer.TryComplete();

    /// <summary>Until <see cref="Complete"/>; a database that is away is waited for until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var page = new List<(string Lane, Settlement Settlement)>();
        while (await _outcomes.Reader.WaitToReadAsync(CancellationToken.None))
        {
            page.Clear();
            while (page.Count < MostAtOnce && _outcomes.Reader.TryRead(out var outcome))
                page.Add(outcome);
            await WriteAsync(page.ConvertAll(outcome => outcome.Settlement), stop);
            foreach (var (lane, _) in page)
                lanes.Return(lane, 1);
            courier.Up();
        }
    }

    /// <summary>What can't be written is sent again when its claim is over: at least once.</summary>
    async Task WriteAsync(List<Settlement> settlements, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await table.SettleAsync(settlements, CancellationToken.None);
                return;
            }
            catch (Exception exception)
            {
                LogUnsettled(logger, exception, settlements.Count);
                if (stop.IsCancellationRequested)
                    return;
            }
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The outcomes of {Count} callbacks could not be written yet")]
    static partial void LogUnsettled(ILogger logger, Exception exception, int count);
}
