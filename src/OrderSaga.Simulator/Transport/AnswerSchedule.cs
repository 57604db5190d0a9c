using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderSaga.Simulator.Plans;

namespace OrderSaga.Simulator.Transport;

/// <summary>
/// Keeps every answer until it is due, in one queue with one timer, and publishes what is due in groups whose confirms are awaited
/// together. In memory: what is not sent when the process ends is gone, as the stand-in keeps no state.
/// </summary>
public sealed partial class AnswerSchedule(TimeProvider time, Figures figures, ILogger<AnswerSchedule> logger) : BackgroundService
{
    const int GroupSize = 500;
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // A publish whose connection breaks may never return; without a limit it would hold up every later answer.
    static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(5);

    readonly PriorityQueue<DueAnswer, (DateTimeOffset Due, long Sequence)> _queue = new();
    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly AnswerSender _sender = new(time);
    readonly Lock _gate = new();
    long _sequence;

    /// <summary>Answers not sent yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _queue.Count;
        }
    }

    /// <summary>Takes the answers of one request; they leave in this order when they are due together.</summary>
    public void Add(ISendEndpointProvider door, IReadOnlyList<PlannedAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Count == 0)
            return;

        bool isNext;
        lock (_gate)
        {
            foreach (var planned in answers)
                _queue.Enqueue(new DueAnswer(door, planned, answers), (planned.Due, _sequence++));
            isNext = ReferenceEquals(_queue.Peek().Request, answers);
        }

        if (isNext)
            _wake.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = time.CreateTimer(_ => _wake.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var group = new List<DueAnswer>(GroupSize);
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = TakeDue(group);
            if (group.Count > 0)
            {
                await Task.WhenAll(group.Select(entry => Send(entry, stoppingToken)));
                continue;
            }

            timer.Change(wait, Timeout.InfiniteTimeSpan);
            await _wake.Reader.ReadAsync(stoppingToken);
        }
    }

    // A group holds one answer of a request at most: within a group nothing keeps the order.
    TimeSpan TakeDue(List<DueAnswer> group)
    {
        group.Clear();
        var requests = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var now = time.GetUtcNow();
        lock (_gate)
        {
            while (group.Count < GroupSize && _queue.TryPeek(out var entry, out var order))
            {
                if (order.Due > now)
                    return Rounded(order.Due - now);
                if (!requests.Add(entry.Request))
                    break;

                group.Add(_queue.Dequeue());
            }
        }

        return LongestWait;
    }

    async Task Send(DueAnswer entry, CancellationToken stop)
    {
        try
        {
            await _sender.Send(entry.Door, entry.Planned.Answer, stop).WaitAsync(LongestSend, stop);
            figures.CountAnswer();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The process ends; the answer goes with it.
        }
        catch (Exception fault)
        {
            LogNotSent(logger, fault, entry.Planned.Answer.State, entry.Planned.Answer.RequestId);
            lock (_gate)
                _queue.Enqueue(entry, (time.GetUtcNow() + RetryAfter, _sequence++));
        }
    }

    // Timers count whole milliseconds; rounding down would spin.
    static TimeSpan Rounded(TimeSpan wait) =>
        wait < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : LongestWait;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answer {State} to request {RequestId} could not be sent; it is tried again in a second")]
    static partial void LogNotSent(ILogger logger, Exception fault, string state, string? requestId);

    sealed record DueAnswer(ISendEndpointProvider Door, PlannedAnswer Planned, object Request);
}
