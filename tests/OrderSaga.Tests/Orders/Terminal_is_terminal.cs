using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using OrderSaga.Archive;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Orders;

/// <summary>Whatever happens to an order in whatever order: its record is whole, and its end is the end.</summary>
[TestFixture(false, FilePatchCompletion.Notification)]
[TestFixture(true, FilePatchCompletion.Notification)]
[TestFixture(true, FilePatchCompletion.Quiet)]
public sealed class Terminal_is_terminal(bool retryErrors, FilePatchCompletion completion) : Stories
{
    const string Claim = "the dispatcher claims";
    const string Stamp = "the dispatcher stamps";

    static readonly string[] Ends = [JobStatus.Successful, JobStatus.Failed, JobStatus.Dismissed];

    // Answers and deadlines more often than the rest, so that the walks get far.
    static readonly Gen<string> Step = Gen.Frequency(
        (6, Gen.Elements(Claim, Stamp)),
        (3, Gen.Constant("deadline")),
        (3, Gen.Elements("GRANTED", "DENIED as in use", "ERROR")),
        (6, Gen.Elements(OrderEvents.All.Select(e => e.Name))));

    static readonly Gen<(bool Files, bool Delayed, string[] Steps)> Walk =
        from files in ArbMap.Default.GeneratorFor<bool>()
        from delayed in Gen.Frequency((1, Gen.Constant(true)), (5, Gen.Constant(false)))
        from steps in Gen.Choose(1, 25).SelectMany(n => Step.ArrayOf(n))
        select (files, delayed, steps);

    private protected override Action<RegardsOptions> Settings => regards =>
    {
        regards.RetryErrors = retryErrors;
        regards.FilePatchCompletion = completion;
    };

    [Test]
    public void In_any_sequence_of_events() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(Walk.ToArbitrary(), walk => Take(walk.Files, walk.Delayed, walk.Steps).GetAwaiter().GetResult()));

    async Task Take(bool files, bool delayed, string[] steps)
    {
        var id = Guid.NewGuid();
        await Live.SendAsync(OrderEvents.Placing(id) with { HasFiles = files, NotBefore = delayed ? OrderEvents.Later : null });
        string? end = null;
        foreach (var step in steps)
        {
            await HappenAsync((await Live.FindAsync(id))!, step);
            var order = (await Live.FindAsync(id))!;
            Must(end is null || order.Status == end, $"{end} became {order.Status} by {step}");
            if (!Ends.Contains(order.Status))
                continue;
            end = order.Status;
            Must(order is { DispatchAt: null, ClaimedUntil: null }, $"a finished order wants dispatch after {step}");
            Must(!order.InFlight, $"a finished order holds a place after {step}");
            Must(order.Deadline is null || order is { Phase: OrderPhase.Completed, Deadline: var last } && last == order.EvictionDate, $"a finished order has a deadline other than its eviction after {step}");
            Must(order.Finished is not null, $"an ended order has no end time after {step}");
        }
        await LookAtRecordAsync(id);
    }

    Task HappenAsync(Order order, string step) => step switch
    {
        Claim => Live.ClaimAsync(order.CorrelationId),
        Stamp => Live.StampAsync(order.CorrelationId, OrderEvents.At),
        _ => Live.SendAsync(OrderEvents.All.Single(e => e.Name == step).For(order)),
    };

    async Task LookAtRecordAsync(Guid id)
    {
        var order = (await Live.FindAsync(id))!;
        var history = (await Live.HistoryAsync(id))[id].ToList();
        Must(history.Select(line => line.Entry).SequenceEqual(Enumerable.Range(1, order.Entries)), "the history's numbers have a gap");
        Must(history[0].FromStatus is null && history.Zip(history.Skip(1)).All(pair => pair.First.ToStatus == pair.Second.FromStatus), "the history's lines do not join");
        Must(history[^1].ToStatus == order.Status, "the history does not end with the order's status");
        Must(history.All(line => !line.Late || line.FromStatus == line.ToStatus), "a late line changed the status");

        // A repetition tells the last status again, under its number.
        var told = (await Live.ToldAsync(id))[id].Where(t => t.Status is not null).Select(t => t.As<OrderStatusChanged>()).DistinctBy(t => t.Sequence).ToList();
        Must(told.Select(t => t.Sequence).SequenceEqual(Enumerable.Range(1, order.Sequence)), "the told sequence has a gap");
        Must(told.Zip(told.Skip(1)).All(pair => pair.First.Status == pair.Second.PreviousStatus), "the told changes do not join");
        Must(told[^1].Status == order.Status, "the last told status is not the order's");
        Must(told.Count(t => Ends.Contains(t.Status)) <= 1, "more than one end was told");
    }

    static void Must(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }
}
