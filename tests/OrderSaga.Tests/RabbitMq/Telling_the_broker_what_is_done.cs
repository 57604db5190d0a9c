using NUnit.Framework;
using OrderSaga.RabbitMq;

namespace OrderSaga.Tests.RabbitMq;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Telling_the_broker_what_is_done
{
    readonly DoneDeliveries _done = new();

    [SetUp]
    public void Nothing_is_done() => Assert.That(_done.AreWaiting, Is.False);

    [Test]
    public void What_is_done_in_order_is_told_with_one_tag()
    {
        Done(1, 2, 3);
        AssertTold(all: 3);
        Done(5, 4);
        AssertTold(all: 5);
        AssertTold(all: null);
        Assert.That(_done.AreWaiting, Is.False);
    }

    [Test]
    public void A_message_that_takes_long_holds_the_others_back_once()
    {
        Done(1, 3, 4);
        AssertTold(all: 1);
        Assert.That(_done.AreWaiting);
        Done(5);
        AssertTold(all: null, 3, 4);
        AssertTold(all: null, 5);
        Assert.That(_done.AreWaiting, Is.False);

        // The one that took long joins them all.
        Done(2, 6);
        AssertTold(all: 6);
    }

    [Test]
    public void A_gap_that_closes_in_time_costs_nothing()
    {
        Done(2, 3);
        AssertTold(all: null);
        Done(1);
        AssertTold(all: 3);
    }

    [Test]
    public void A_refused_message_is_no_gap()
    {
        Done(1, 3);
        _done.Refused(2);
        AssertTold(all: 3);
        _done.Refused(4);
        AssertTold(all: null);
        Done(5);
        AssertTold(all: 5);
    }

    [Test]
    public void In_any_order_each_is_told_once_and_none_before_it_is_done([Random(0, int.MaxValue, 100)] int seed)
    {
        var random = new Random(seed);
        var deliveries = random.Next(1, 300);
        var outstanding = Enumerable.Range(1, deliveries).Select(n => (ulong)n).ToHashSet();
        var refused = new HashSet<ulong>();
        var done = new HashSet<ulong>();
        var running = new List<ulong>();
        ulong next = 1;
        while (running.Count > 0 || next <= (ulong)deliveries || _done.AreWaiting)
        {
            if (next <= (ulong)deliveries && random.Next(2) == 0)
                running.Add(next++);
            else if (running.Count > 0 && random.Next(4) > 0)
            {
                var tag = running[random.Next(running.Count)];
                running.Remove(tag);
                if (random.Next(20) == 0)
                {
                    _done.Refused(tag);
                    refused.Add(tag);
                    outstanding.Remove(tag);
                }
                else
                {
                    _done.Add(tag);
                    done.Add(tag);
                }
            }
            else
                Tell();
        }
        Tell();
        Assert.That(outstanding, Is.Empty);

        void Tell()
        {
            var (all, single) = _done.Take();
            // As the broker takes it: with multiple, everything outstanding up to the tag.
            var told = outstanding.Where(tag => tag <= all).Concat(single).ToList();
            Assert.That(told, Is.Unique);
            Assert.That(told, Is.SubsetOf(done));
            if (all is { } last)
                Assert.That(outstanding, Does.Contain(last), "the broker closes a channel that acknowledges what it does not hold");
            foreach (var tag in told)
                Assert.That(outstanding.Remove(tag), $"{tag} is told twice");
        }
    }

    void Done(params ulong[] tags)
    {
        foreach (var tag in tags)
            _done.Add(tag);
    }

    void AssertTold(ulong? all, params ulong[] single)
    {
        var told = _done.Take();
        Assert.That(told.All, Is.EqualTo(all));
        Assert.That(told.Single, Is.EquivalentTo(single));
    }
}
