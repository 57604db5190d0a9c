using System.Diagnostics;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Regards;
using OrderSaga.RegardsArchive;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Orders.Queue;

/// <summary>
/// Sends the requests of due orders to REGARDS, page by page: claim, publish with confirms, stamp. A crash in between
/// leaves a claim that ends by itself; the request then goes out again under the same id, which REGARDS answers with a
/// neutral denial at worst.
/// </summary>
sealed partial class Dispatcher(
    DispatchTable table,
    DispatchState state,
    Wake<Dispatcher> wake,
    PatchRequests requests,
    PatchRequestSender sender,
    RegardsBusHealth bus,
    IMediator mediator,
    IOptions<RegardsOptions> options,
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
        if (!bus.IsReady)
            return;
        var pause = Sweep;
        Page page;
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

    static TimeSpan RestAfter(Page page)
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
    sealed record Page(PageEnd End, int Orders, bool Held, TimeSpan Claiming);

    enum PageEnd
    {
        /// <summary>All that was due, or had a place in the window, is out.</summary>
        Last,

        /// <summary>There is more.</summary>
        Full,
        Refused,
    }

    async Task<Page> SendPageAsync(CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var now = Time.UtcNow();
        var claimedUntil = now + options.Value.ClaimLease;
        var claim = new DispatchTable.Claim(now, claimedUntil, options.Value.PageSize, options.Value.MaxInFlight);
        var (orders, more, held) = await table.ClaimAsync(claim, stop);
        var claiming = Stopwatch.GetElapsedTime(started);
        state.WantsPlaces = held;
        if (orders.Count == 0)
        {
            // Nothing waits that could be blocked; what is blocked would be due again.
            state.Clear();
            return new Page(more ? PageEnd.Full : PageEnd.Last, 0, held, claiming);
        }

        // Half the claim is for the broker; what it has not confirmed then is given back while the claim is still ours.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.Value.ClaimLease / 2);
        var attempts = orders.Select(order => PublishAsync(order, limit.Token)).ToList();
        var outcomes = await Task.WhenAll(attempts);

        var sent = outcomes.Where(outcome => outcome.RequestId is not null).ToList();
        var failed = outcomes.Where(outcome => outcome.Fault is not null).ToList();
        if (sent.Count > 0)
        {
            var at = Time.UtcNow();
            await table.StampAsync(
                new([.. sent.Select(s => s.Order.CorrelationId)], [.. sent.Select(s => s.RequestId!)], claimedUntil, at, at + options.Value.GrantTimeout),
                CancellationToken.None);
            LogSent(logger, sent.Count, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        if (failed.Count > 0)
        {
            state.Blocked(failed[0].Fault!);
            LogRefused(logger, failed.Count, failed[0].Fault!);
            // Refused one by one, an order waits a little lest it comes with every page; a whole page keeps its place.
            DateTime? again = failed.Count == outcomes.Length ? null : Time.UtcNow() + LongestPause;
            await table.ReleaseAsync([.. failed.Select(f => f.Order.CorrelationId)], claimedUntil, again, CancellationToken.None);
        }
        else
        {
            state.Clear();
        }
        var end = sent.Count == 0 && failed.Count > 0 ? PageEnd.Refused : more ? PageEnd.Full : PageEnd.Last;
        return new Page(end, orders.Count, held, claiming);
    }

    async Task<Outcome> PublishAsync(Order order, CancellationToken cancellation)
    {
        try
        {
            var request = requests.For(order);
            // The last gate: settings may have changed since the order came in, and a bad request harms REGARDS' other clients.
            var faults = PatchRequestValidator.Validate(request);
            if (faults.Count > 0)
            {
                await mediator.Send(
                    new RefuseRequest(order.CorrelationId, order.Attempt, string.Join("; ", faults), Time.UtcNow()), cancellation);
                return new Outcome(order, null, null);
            }
            await sender.SendAsync(PatchRequestWriter.Write(request), cancellation);
            return new Outcome(order, request.RequestId, null);
        }
        catch (OperationCanceledException)
        {
            return new Outcome(order, null, "The REGARDS broker did not confirm the request in time.");
        }
        catch (Exception exception)
        {
            return new Outcome(order, null, FaultOf(exception));
        }
    }

    static string FaultOf(Exception exception) => exception is MessageReturnedException
        ? $"No queue is bound to {RegardsExchanges.PatchRequests}: is REGARDS' feature manager (or the stand-in) up on this virtual host?"
        : exception.Message;

    sealed record Outcome(Order Order, string? RequestId, string? Fault);

    [LoggerMessage(LogLevel.Debug, "Sent {Count} requests to REGARDS in {Milliseconds} ms")]
    static partial void LogSent(ILogger logger, int count, double milliseconds);

    [LoggerMessage(LogLevel.Error, "{Count} requests could not be handed to REGARDS' broker and will be tried again: {Reason}")]
    static partial void LogRefused(ILogger logger, int count, string reason);
}
