using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Batches;

[TestFixtureSource(typeof(BatchCircumstance), nameof(BatchCircumstance.Every))]
public sealed class Every_event_in_every_situation(BatchCircumstance circumstance) : EventTableRun<Batch>(circumstance)
{
    static IEnumerable<TestCaseData> Pairs => PairsOf(BatchEventTable.Continue);

    [TestCaseSource(nameof(Pairs))]
    public void Ends_as_the_table_states(string @event, string situation) => Look(@event, situation);
}

public sealed class The_table_is_complete() : EventTableCheck<Batch>(BatchCircumstance.Every);
