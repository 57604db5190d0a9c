using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.Orders.Estimates;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Estimates;

/// <summary>A simulated archive on a simulated clock works off a bulk, and one of its orders is asked about again and again.</summary>
public sealed class Estimates_come_true
{
    const int Window = 100;
    static readonly DateTime Begin = new(2031, 5, 7, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>Ends orders so many seconds after it got them, as many a second as its places allow.</summary>
    sealed class Archive(int orders, Func<double, double> secondsFor)
    {
        readonly ArchivePace _pace = new();
        readonly Queue<Order> _waiting = new(Enumerable.Range(1, orders).Select(n => new Order
        {
            CorrelationId = new Guid(n, 0, 0, new byte[8]),
            Owner = "bulk",
            Priority = 50,
            Phase = OrderPhase.Queued,
            Created = Begin,
            DispatchAt = Begin,
        }));

        readonly List<(Order Order, DateTime Ends)> _running = [];
        readonly List<Completion> _completions = [];
        DateTime _now = Begin;

        /// <summary>What was estimated each second, until the order that is told by its number ended.</summary>
        public (List<(DateTime At, Estimate Estimate)> Told, DateTime Ended) Follow(int number)
        {
            var estimates = new OrderEstimates(_pace, Options.Create(new OrderOptions { TargetDuration = TimeSpan.FromHours(1) }), Options.Create(new RegardsOptions { MaxInFlight = Window }));
            var order = _waiting.ElementAt(number - 1);
            var told = new List<(DateTime, Estimate)>();
            while (order.Finished is null)
            {
                Work();
                _pace.Current = Pace.Of([.. _completions.AsEnumerable().Reverse().Take(2000)], _now);
                estimates.Show(Line(), _running.Count);
                if (estimates.For(order, _now) is { } estimate)
                    told.Add((_now, estimate));
                _now = _now.AddSeconds(1);
            }
            return (told, order.Finished.Value);
        }

        void Work()
        {
            foreach (var (order, ends) in _running.FindAll(running => running.Ends <= _now))
            {
                order.Finished = ends;
                _completions.Add(new Completion(order.SentAt!.Value, ends));
            }
            _running.RemoveAll(running => running.Ends <= _now);
            while (_running.Count < Window && _waiting.TryDequeue(out var next))
            {
                (next.Phase, next.DispatchAt, next.SentAt) = (OrderPhase.Dispatched, null, _now);
                // Not all alike, so that they do not end in step.
                var seconds = secondsFor((_now - Begin).TotalSeconds) * (0.5 + (((next.CorrelationId.GetHashCode() & 0x7fffffff) % 100) / 100d));
                _running.Add((next, _now.AddSeconds(seconds)));
            }
        }

        WaitingLine Line() => _waiting.Count == 0 ? WaitingLine.Empty : new([new(50,
            [new OwnerQueue("bulk", [.. _waiting.Select((order, n) => new Mark(order.DispatchAt!.Value, order.CorrelationId, n + 1))])])]);
    }

    [Test]
    public void Of_a_steady_archive()
    {
        var (told, ended) = new Archive(5000, _ => 10).Follow(5000);
        Check(told, ended, from: 60, one: 10);
    }

    [Test]
    public void Of_an_archive_that_becomes_slower()
    {
        var (told, ended) = new Archive(5000, seconds => seconds < 120 ? 10 : 30).Follow(4000);
        Check(told, ended, from: 300, one: 30);
    }

    [Test]
    public void The_place_moves_to_the_front()
    {
        var (told, _) = new Archive(2000, _ => 10).Follow(1500);
        var places = told.Select(t => t.Estimate.QueuePosition).TakeWhile(place => place is not null).ToList();
        Assert.That(places, Is.Ordered.Descending);
        Assert.That(places[0], Is.EqualTo(1400));
        Assert.That(places[^1], Is.LessThan(40));
        Assert.That(told.SkipWhile(t => t.Estimate.QueuePosition is not null).Select(t => t.Estimate.QueuePosition), Is.All.Null, "once sent, it waits no more");
    }

    /// <summary>From some time on the estimate is off by a fifth of what is left at most, give or take the time one order takes.</summary>
    static void Check(List<(DateTime At, Estimate Estimate)> told, DateTime ended, int from, int one)
    {
        var off = told.Where(t => t.At > Begin.AddSeconds(from)).Select(t => (Left: (ended - t.At).TotalSeconds, Off: Math.Abs((t.Estimate.EstimatedDate - ended).TotalSeconds))).ToList();
        Assert.That(off, Has.Count.GreaterThan(100));
        Assert.That(off.Where(o => o.Off > (o.Left / 5) + one), Is.Empty);
        Assert.That(off[^1].Off, Is.LessThan(one));
    }
}
