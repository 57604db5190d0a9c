using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Batches;

/// <summary>Runs <see cref="BatchEventTable"/> on the live machine: all pairs at once, then one test looks at each.</summary>
[TestFixtureSource(typeof(BatchCircumstance), nameof(BatchCircumstance.Every))]
public sealed class Every_event_in_every_situation(BatchCircumstance circumstance)
{
    Dictionary<(string Event, string Situation), BatchHappening> _happenings = null!;

    static IEnumerable<TestCaseData> Pairs =>
        from row in BatchEventTable.Continue.Rows
        from column in BatchEventTable.Continue.Columns
        select new TestCaseData(row, column);

    [OneTimeSetUp]
    public async Task Run()
    {
        var happenings = (
            from happening in BatchEvents.All
            from situation in BatchEventTable.Continue.Columns
            select new BatchHappening(situation, happening, circumstance.Stand(situation))).ToList();
        await using var live = await LiveBatches.StartAsync();
        await live.InsertAsync(happenings.Where(h => h.Situation != "none").Select(h => h.Before));
        await Task.WhenAll(happenings.Select(happening => HappenAsync(live, happening)));

        var (batches, history, told) = (await live.BatchesAsync(), await live.HistoryAsync(), await live.ToldAsync());
        foreach (var happening in happenings)
        {
            happening.After = batches.GetValueOrDefault(happening.Before.CorrelationId);
            happening.History = [.. history[happening.Before.CorrelationId]];
            happening.Told = [.. told[happening.Before.CorrelationId]];
        }
        _happenings = happenings.ToDictionary(h => (h.Event.Name, h.Situation));
    }

    [TestCaseSource(nameof(Pairs))]
    public void Ends_as_the_table_states(string @event, string situation)
    {
        var happening = _happenings[(@event, situation)];
        Assert.That(happening.Seen(), Is.EqualTo(happening.Stated(circumstance.Word(@event, situation))).NoClip);
        if (happening.After is not { } batch)
            return;
        var ended = batch.Status is JobStatus.Successful or JobStatus.Failed or JobStatus.Dismissed or BatchStatus.Discarded;
        var told = happening.Told is [.., var last] ? last : null;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(batch.Finished is not null, Is.EqualTo(ended), "finished");
            Assert.That(batch.Created is not null, Is.EqualTo(batch.Status is not BatchStatus.Prepared and not BatchStatus.Discarded), "a job from its trigger on");
            Assert.That(batch.Sequence, Is.EqualTo(told?.Sequence ?? happening.Before.Sequence), "last sequence");
            Assert.That(batch.Entries, Is.EqualTo(happening.History is [.., var line] ? line.Entry : happening.Before.Entries), "last entry");
            if (told is not null)
            {
                Assert.That((told.Phase, told.ReasonCode, told.Outcome), Is.EqualTo((batch.Phase, batch.ReasonCode, batch.Outcome)), "what was told last");
                Assert.That(
                    (told.Waiting, told.Running, told.Successful, told.Failed, told.Dismissed, told.OrderSize, told.NumberOfProducts),
                    Is.EqualTo((batch.Waiting, batch.Running, batch.Successful, batch.Failed, batch.Dismissed, batch.OrderSize, batch.NumberOfProducts)));
                Assert.That(told.Progress, Is.EqualTo(BatchProgress.Of(batch)));
            }
        }
    }

    static async Task HappenAsync(LiveBatches live, BatchHappening happening)
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
