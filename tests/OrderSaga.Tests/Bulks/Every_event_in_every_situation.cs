using NUnit.Framework;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Bulks;

/// <summary>Runs <see cref="BulkOutcomes"/> on the live machine: all pairs at once, then one test looks at each.</summary>
public sealed class Every_event_in_every_situation
{
    Dictionary<(string Event, string Situation), Happening> _happenings = null!;

    static IEnumerable<TestCaseData> Pairs =>
        from row in BulkOutcomes.Events.Rows
        from column in BulkOutcomes.Events.Columns
        select new TestCaseData(row, column);

    [OneTimeSetUp]
    public async Task Run()
    {
        var happenings = (
            from happening in BulkEvents.All
            from situation in BulkOutcomes.Events.Columns
            select new Happening(situation, happening, BulkEvents.Standing(situation))).ToList();
        await using var live = await LiveBulks.StartAsync();
        await live.InsertAsync(happenings.Where(h => h.Situation != "none").Select(h => h.Before));
        await Task.WhenAll(happenings.Select(happening => HappenAsync(live, happening)));

        var (bulks, history, told) = (await live.BulksAsync(), await live.HistoryAsync(), await live.ToldAsync());
        foreach (var happening in happenings)
        {
            happening.After = bulks.GetValueOrDefault(happening.Before.CorrelationId);
            happening.History = [.. history[happening.Before.CorrelationId]];
            happening.Told = [.. told[happening.Before.CorrelationId]];
        }
        _happenings = happenings.ToDictionary(h => (h.Event.Name, h.Situation));
    }

    [TestCaseSource(nameof(Pairs))]
    public void Ends_as_the_table_states(string @event, string situation)
    {
        var happening = _happenings[(@event, situation)];
        Assert.That(happening.Seen(), Is.EqualTo(happening.Stated(BulkOutcomes.Events[@event, situation])).NoClip);
        if (happening.After is not { } bulk)
            return;
        var ended = bulk.Status is JobStatus.Successful or JobStatus.Failed or JobStatus.Dismissed;
        var told = happening.Told is [.., { Status: { } status }] ? status : null;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bulk.Finished is not null, Is.EqualTo(ended), "finished");
            Assert.That(bulk.Sequence, Is.EqualTo(told?.Sequence ?? happening.Before.Sequence), "last sequence");
            Assert.That(bulk.Entries, Is.EqualTo(happening.History is [.., var line] ? line.Entry : happening.Before.Entries), "last entry");
            if (told is not null)
                Assert.That((told.Status, told.Phase, told.ReasonCode, told.Progress), Is.EqualTo((bulk.Status, bulk.Phase, bulk.ReasonCode, bulk.Progress)), "what was told last");
        }
    }

    static async Task HappenAsync(LiveBulks live, Happening happening)
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
