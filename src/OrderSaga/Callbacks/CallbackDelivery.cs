using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OrderSaga.Jobs;

namespace OrderSaga.Callbacks;

/// <summary>The attempts that are under way, each with its own fate.</summary>
sealed partial class CallbackDelivery
{
    readonly Dictionary<string, ICallbackBody> _bodies;
    readonly CallbackEndpoints _endpoints;
    readonly CallbackSender _sender;
    readonly CallbackLanes _lanes;
    readonly CallbackSettling _settling;
    readonly RetryPlan _plan;
    readonly CallbackMeter _meter;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly ConcurrentDictionary<Task, bool> _running = new();

    public CallbackDelivery(
        IEnumerable<ICallbackBody> bodies,
        CallbackEndpoints endpoints,
        CallbackSender sender,
        CallbackLanes lanes,
        CallbackSettling settling,
        RetryPlan plan,
        CallbackMeter meter,
        TimeProvider time,
        ILogger<CallbackDelivery> logger)
    {
        _bodies = bodies.ToDictionary(body => body.JobKind, StringComparer.Ordinal);
        _endpoints = endpoints;
        _sender = sender;
        _lanes = lanes;
        _settling = settling;
        _plan = plan;
        _meter = meter;
        _time = time;
        _logger = logger;
    }

    /// <summary>Sends an event that is claimed and has a place in its lane.</summary>
    public void Begin(Callback callback, CancellationToken stop)
    {
        var running = DeliverAsync(callback, stop);
        _running.TryAdd(running, true);
        running.ContinueWith(
            ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits for all that is under way, and lets the settling end after it.</summary>
    public async Task CompleteAsync()
    {
        await Task.WhenAll(_running.Keys);
        _settling.Complete();
    }

    async Task DeliverAsync(Callback callback, CancellationToken stop)
    {
        // Off the courier's own path at once.
        await Task.Yield();
        try
        {
            var answer = await AnswerToAsync(callback, stop);
            var now = _time.UtcNow();
            var settlement = _plan.After(callback, answer, now);
            if (_lanes.Hear(callback.Lane!, answer, now) is { } pause)
                LogDown(_logger, callback.Lane!, pause, answer.Fault!);
            Tell(callback, settlement);
            _settling.Add(callback.Lane!, settlement);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Broken off: whether it arrived is not known.
            _settling.Add(callback.Lane!, Settlement.Returned(callback, _time.UtcNow()));
        }
    }

    async Task<CallbackAnswer> AnswerToAsync(Callback callback, CancellationToken stop)
    {
        try
        {
            if (_endpoints.Find(callback.Uri, callback.Owner) is not { } endpoint)
                return CallbackAnswer.Unsent(_endpoints.RuleAgainst(callback.Uri, callback.Owner)!);
            if (!_bodies.TryGetValue(callback.JobKind, out var body))
                return CallbackAnswer.Unsent($"this worker can't write the body of a {callback.JobKind}");
            return await _sender.SendAsync(callback, endpoint, await body.WriteAsync(callback, stop), stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogFault(_logger, exception, callback.EventId);
            return CallbackAnswer.Unsent("the service failed; its log tells why");
        }
    }

    void Tell(Callback callback, Settlement settlement)
    {
        _meter.Attempted(settlement.State == CallbackState.Delivered);
        var uri = CallbackUri.Shown(callback.Uri);
        switch (settlement.State)
        {
            case CallbackState.Delivered:
                LogDelivered(_logger, callback.EventId, uri, settlement.Attempts);
                break;
            case CallbackState.Failed:
                LogGivenUp(_logger, callback.EventId, uri, settlement.Attempts, settlement.LastFault!);
                break;
            default:
                LogAgain(_logger, callback.EventId, uri, settlement.Attempts, settlement.LastFault!, settlement.NextAttempt);
                break;
        }
    }

    [LoggerMessage(LogLevel.Debug, "Callback {Event} is delivered to {Uri} at attempt {Attempt}")]
    static partial void LogDelivered(ILogger logger, string @event, string uri, int attempt);

    [LoggerMessage(LogLevel.Information, "Callback {Event} to {Uri} failed at attempt {Attempt} ({Fault}); next at {Next}")]
    static partial void LogAgain(ILogger logger, string @event, string uri, int attempt, string fault, DateTime? next);

    [LoggerMessage(LogLevel.Warning, "Callback {Event} to {Uri} is given up after attempt {Attempt} ({Fault}); a replay would take it up again")]
    static partial void LogGivenUp(ILogger logger, string @event, string uri, int attempt, string fault);

    [LoggerMessage(LogLevel.Warning, "Callback endpoint {Endpoint} is down and left alone for {Pause}: {Fault}")]
    static partial void LogDown(ILogger logger, string endpoint, TimeSpan pause, string fault);

    [LoggerMessage(LogLevel.Error, "Callback {Event} could not be sent")]
    static partial void LogFault(ILogger logger, Exception exception, string @event);
}
