using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using OrderSaga.Orders.Estimates;
using OrderSaga.Orders.Queue;

namespace OrderSaga.Tests.Estimates;

public sealed class The_place_in_the_line
{
    static readonly DateTime Begin = new(2031, 5, 7, 9, 0, 0, DateTimeKind.Utc);

    static DateTime Due(long place) => Begin.AddSeconds(place);

    /// <summary>A queue of that many orders, of which each so-manieth is remembered.</summary>
    static OwnerQueue Queue(string owner, long count, int step = 1) => new(
        owner, [.. Enumerable.Range(1, (int)count).Where(n => n % step == 0 || n == count).Select(n => new Mark(Due(n), Guid.Empty, n))]);

    static long Position(WaitingLine line, int priority, string owner, long place) => line.PositionOf(priority, owner, Due(place), Guid.Empty);

    [Test]
    public void Of_the_next_order_is_one() => Assert.That(Position(new([new(50, [Queue("a", 3)])]), 50, "a", 1), Is.EqualTo(1));

    [Test]
    public void Counts_all_of_higher_priority_and_none_of_lower()
    {
        var line = new WaitingLine([new(90, [Queue("b", 7)]), new(50, [Queue("a", 3)]), new(10, [Queue("c", 5)])]);
        Assert.That(Position(line, 50, "a", 2), Is.EqualTo(9));
        Assert.That(Position(line, 60, "a", 1), Is.EqualTo(8), "a priority that nobody has yet");
        Assert.That(Position(line, 1, "a", 1), Is.EqualTo(16));
    }

    [Test]
    public void Of_an_owner_with_little_comes_before_a_long_queue_of_another()
    {
        var line = new WaitingLine([new(50, [Queue("bulk", 100_000, step: 20), Queue("single", 1)])]);
        Assert.That(Position(line, 50, "single", 1), Is.EqualTo(2));
        Assert.That(Position(line, 50, "bulk", 100_000), Is.EqualTo(100_001));
        Assert.That(Position(line, 50, "bulk", 60_007), Is.EqualTo(60_008).Within(20));
    }

    [Test]
    public void Of_an_order_that_came_after_the_picture_is_behind_its_owners_others()
    {
        var line = new WaitingLine([new(50, [Queue("a", 3), Queue("b", 1)])]);
        Assert.That(Position(line, 50, "a", 9), Is.EqualTo(5));
        Assert.That(Position(line, 50, "new", 9), Is.EqualTo(1));
    }

    [Test]
    public void Is_the_one_that_the_dispatcher_gives_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Gen.Choose(1, 9).ListOf(3).Three().ToArbitrary(), counts =>
        {
            var lengths = new[] { counts.Item1, counts.Item2, counts.Item3 };
            var line = new WaitingLine(lengths.Select((level, n) => new PriorityLine(90 - n, [.. level.Select((count, owner) => Queue($"o{owner}", count))])));
            var orders = new Dictionary<Guid, (int Priority, string Owner, int Place)>();
            var lanes = lengths.SelectMany((level, n) => level.Select((count, owner) =>
            {
                var ids = Enumerable.Range(1, count).Select(place => (Id: Guid.NewGuid(), place)).ToList();
                ids.ForEach(order => orders.Add(order.Id, (90 - n, $"o{owner}", order.place)));
                return new Lane(90 - n, new OwnerUse($"o{owner}", int.MaxValue, null), [.. ids.Select(order => order.Id)], HasMore: false);
            })).ToList();
            var page = new FairPage(size: 1000, free: 1000, new WindowShare(100));
            page.Fill(lanes);
            return page.Orders.Count == line.Count && page.Orders.Select((id, n) => Position(line, orders[id].Priority, orders[id].Owner, orders[id].Place) == n + 1).All(same => same);
        }));

    [Test]
    public void Of_thousands_of_owners_is_told_by_their_share()
    {
        var line = new WaitingLine([new(50, [.. Enumerable.Range(0, 10_000).Select(n => Queue($"o{n}", 1 + (n % 4)))])]);
        Assert.That(Position(line, 50, "o0", 1), Is.EqualTo(1));
        Assert.That(Position(line, 50, "o5000", 1), Is.EqualTo(5001));
        // All have one, three quarters two.
        Assert.That(Position(line, 50, "o5001", 2), Is.EqualTo(10_000 + 3750).Within(2));
    }
}
