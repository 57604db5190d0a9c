using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Bulks;

public sealed class Every_event_in_every_situation() : EventTableRun<Bulk>(new BulkEventTable())
{
    static IEnumerable<TestCaseData> Pairs => PairsOf(BulkOutcomes.Events);

    [TestCaseSource(nameof(Pairs))]
    public void Ends_as_the_table_states(string @event, string situation) => Look(@event, situation);
}

public sealed class The_table_is_complete() : EventTableCheck<Bulk>([new BulkEventTable()]);
