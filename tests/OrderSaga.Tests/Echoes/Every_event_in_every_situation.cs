using NUnit.Framework;
using OrderSaga.Echoes;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Echoes;

public sealed class Every_event_in_every_situation() : EventTableRun<EchoJob>(new EchoTable())
{
    static IEnumerable<TestCaseData> Pairs => PairsOf(EchoTable.Rows);

    [TestCaseSource(nameof(Pairs))]
    public void Ends_as_the_table_states(string @event, string situation) => Look(@event, situation);
}

public sealed class The_table_is_complete() : EventTableCheck<EchoJob>([new EchoTable()]);
