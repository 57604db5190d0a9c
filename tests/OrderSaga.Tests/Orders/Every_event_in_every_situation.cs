using NUnit.Framework;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Orders;

/// <summary>Runs <see cref="OrderTable"/> on the live machine: all pairs at once, then one test looks at each.</summary>
[TestFixtureSource(typeof(Circumstance), nameof(Circumstance.All))]
public sealed class Every_event_in_every_situation(Circumstance circumstance)
{
    readonly RegardsOptions _regards = new();
    Dictionary<(string Event, string Situation), Happening> _happenings = null!;

    static IEnumerable<TestCaseData> Pairs =>
        from row in OrderTable.Plain.Rows
        from column in OrderTable.Plain.Columns
        select new TestCaseData(row, column);

    [OneTimeSetUp]
    public async Task Run()
    {
        circumstance.Settings(_regards);
        var happenings = (
            from happening in OrderEvents.All
            from situation in OrderTable.Plain.Columns
            select new Happening(situation, happening, circumstance.Stand(situation))).ToList();
        await using var live = await LiveMachine.StartAsync(circumstance.Settings);
        await live.InsertAsync(happenings.Where(h => h.Situation != "none").Select(h => h.Before));
        await Task.WhenAll(happenings.Select(happening => HappenAsync(live, happening)));

        var (orders, history, told) = (await live.OrdersAsync(), await live.HistoryAsync(), await live.ToldAsync());
        foreach (var happening in happenings)
        {
            happening.After = orders.GetValueOrDefault(happening.Before.CorrelationId);
            happening.History = [.. history[happening.Before.CorrelationId]];
            happening.Told = [.. told[happening.Before.CorrelationId]];
        }
        _happenings = happenings.ToDictionary(h => (h.Event.Name, h.Situation));
    }

    [TestCaseSource(nameof(Pairs))]
    public void Ends_as_the_table_states(string @event, string situation)
    {
        var happening = _happenings[(@event, situation)];
        Assert.That(happening.Seen(_regards), Is.EqualTo(happening.Stated(circumstance.Word(@event, situation))).NoClip);
        if (happening.After is not { } order)
            return;
        var ended = order.Status is JobStatus.Successful or JobStatus.Failed or JobStatus.Dismissed;
        var told = happening.Told is [.., { Status: { } status }] ? status : null;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(order.Finished is not null, Is.EqualTo(ended), "finished");
            Assert.That(order.Sequence, Is.EqualTo(told?.Sequence ?? happening.Before.Sequence), "last sequence");
            Assert.That(order.Entries, Is.EqualTo(happening.History is [.., var line] ? line.Entry : happening.Before.Entries), "last entry");
            if (told is not null)
                Assert.That((told.Status, told.Phase, told.Attempt, told.ReasonCode), Is.EqualTo((order.Status, order.Phase, order.Attempt, order.ReasonCode)), "what was told last");
        }
    }

    static async Task HappenAsync(LiveMachine live, Happening happening)
    {
        try
        {
            await live.SendAsync(happening.Event.For(happening.Before));
        }
        catch (Exception fault)
        {
            happening.Fault = fault;
        }
    }
}
