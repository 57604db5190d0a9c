using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Orders;

[TestFixtureSource(typeof(Circumstance), nameof(Circumstance.All))]
public sealed class Every_event_in_every_situation(Circumstance circumstance) : EventTableRun<Order>(circumstance)
{
    static IEnumerable<TestCaseData> Pairs => PairsOf(OrderTable.Plain);

    [TestCaseSource(nameof(Pairs))]
    public void Ends_as_the_table_states(string @event, string situation) => Look(@event, situation);
}

public sealed class The_table_is_complete() : EventTableCheck<Order>(Circumstance.All);
