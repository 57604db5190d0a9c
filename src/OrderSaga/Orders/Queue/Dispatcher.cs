using System.Diagnostics;
using MassTransit.Mediator;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Orders.Queue;

/// <summary>
/// Hands the requests of due orders over to the archive, page by page: claim, hand over, stamp. A crash in between leaves
/// a claim that ends by itself; the request then goes out again under the same id, which an archive answers with a neutral
/// denial at worst.
/// </summary>
sealed partial class Dispatcher(
    DispatchQueue queue,
    OrderTable orders,
    DispatchState state,
    Wake<Dispatcher> wake,
    IArchive archive,
    IMediator mediator,
    IOptions<ArchiveOptions> options,
    TimeProvider time,
    ILogger<Dispatcher> logger) : Loop(Sweep, time, logger, wake)
{
    static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    /// <summary>Between two pages that are not full, once several orders came at a time; one that comes alone goes at once.</summary>
    static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    const int Crowd = 4;

    /// <summary>
    /// While the window keeps orders back, every look counts it anew. The rest after it is so many times as long, within
    /// the limits below: with some ten thousand in flight a newcomer waits a quarter of a second.
    /// </summary>
    const int CountingShare = 20;

    static readonly TimeSpan ShortestHold = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(250);

    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (!archive.IsReady)
            return;
        var pause = Sweep;
        SentPage page;
        while ((page = await SendPageAsync(stop)).End is not PageEnd.Last)
        {
            if (page.End is PageEnd.Full)
            {
                pause = Sweep;
                continue;
            }
            // Nothing of this page went out: waiting is better than hammering a broker in trouble.
            await Task.Delay(pause, Time, stop);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
        await Task.Delay(RestAfter(page), Time, stop);
    }

    protected override void OnFault(Exception exception) => state.Blocked(exception.Message);

    static TimeSpan RestAfter(SentPage page)
    {
        if (!page.Held)
            return page.Orders >= Crowd ? Gathering : TimeSpan.Zero;
        var rest = page.Claiming * CountingShare;
        return rest < ShortestHold ? ShortestHold : rest > LongestHold ? LongestHold : rest;
    }

    /// <param name="End">What is next.</param>
    /// <param name="Orders">How many it had.</param>
    /// <param name="Held">Orders wait for a place in the window.</param>
    /// <param name="Claiming">How long the claim took.</param>
    sealed record SentPage(PageEnd End, int Orders, bool Held, TimeSpan Claiming);

    enum PageEnd
    {
        /// <summary>All that was due, or had a place in the window, is out.</summary>
        Last,

        /// <summary>There is more.</summary>
        Full,
        Refused,
    }

    async Task<SentPage> SendPageAsync(CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var now = Time.UtcNow();
        var claimedUntil = now + options.Value.ClaimLease;
        var claim = new DispatchQueue.Claim(now, claimedUntil, options.Value.PageSize, options.Value.MaxInFlight);
        var (page, more, held) = await queue.ClaimAsync(claim, stop);
        var claiming = Stopwatch.GetElapsedTime(started);
        state.WantsPlaces = held;
        if (page.Count == 0)
        {
            // Nothing waits that could be blocked; what is blocked would be due again.
            state.Clear();
            return new SentPage(more ? PageEnd.Full : PageEnd.Last, 0, held, claiming);
        }

        // Half the claim is for the archive; what it has not taken by then is given back while the claim is still ours.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.Value.ClaimLease / 2);
        var requests = page.Select(order => order.ToRequest()).ToList();
        var handovers = await archive.SendAsync(requests, limit.Token);
        var sent = new List<ArchiveRequest>(requests.Count);
        var kept = new List<(Guid OrderId, string Obstacle)>();
        foreach (var (request, handover) in requests.Zip(handovers))
        {
            if (handover.IsDone)
                sent.Add(request);
            else if ((handover.Obstacle ?? await RefuseAsync(request, handover.Refusal!, limit.Token)) is { } obstacle)
                kept.Add((request.OrderId, obstacle));
        }
        if (sent.Count > 0)
        {
            var at = Time.UtcNow();
            await orders.StampAsync(
                new([.. sent.Select(request => request.OrderId)], [.. sent.Select(request => request.Id)], claimedUntil, at, at + options.Value.GrantTimeout),
                CancellationToken.None);
            LogSent(logger, sent.Count, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        if (kept.Count > 0)
        {
            state.Blocked(kept[0].Obstacle);
            LogKept(logger, kept.Count, kept[0].Obstacle);
            // Refused one by one, an order waits a little lest it comes with every page; a whole page keeps its place.
            DateTime? again = kept.Count == page.Count ? null : Time.UtcNow() + LongestPause;
            await orders.ReleaseAsync([.. kept.Select(order => order.OrderId)], claimedUntil, again, CancellationToken.None);
        }
        else
        {
            state.Clear();
        }
        var end = sent.Count == 0 && kept.Count > 0 ? PageEnd.Refused : more ? PageEnd.Full : PageEnd.Last;
        return new SentPage(end, page.Count, held, claiming);
    }

    /// <returns>What kept the refusal from being told to the order; null for nothing.</returns>
    async Task<string?> RefuseAsync(ArchiveRequest request, string faults, CancellationToken cancellation)
    {
        try
        {
            await mediator.Send(new RefuseRequest(request.OrderId, request.Attempt, faults, Time.UtcNow()), cancellation);
            return null;
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }

    [LoggerMessage(LogLevel.Debug, "Sent {Count} requests to the archive in {Milliseconds} ms")]
    static partial void LogSent(ILogger logger, int count, double milliseconds);

    [LoggerMessage(LogLevel.Error, "{Count} requests could not be handed to the archive and will be tried again: {Reason}")]
    static partial void LogKept(ILogger logger, int count, string reason);
}

/// <summary>Wakes the dispatcher when a commit left an order that wants to be sent, or freed a place that another waits for.</summary>
sealed class DispatchListener(DispatchState state, Wake<Dispatcher> wake) : ICommitListener<Order>
{
    public void Committed(IReadOnlyCollection<Order> changed)
    {
        foreach (var order in changed)
        {
            if (order.DispatchAt is not null || (state.WantsPlaces && !order.InFlight))
            {
                wake.Up();
                return;
            }
        }
    }
}
