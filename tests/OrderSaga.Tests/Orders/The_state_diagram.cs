using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Orders;

public sealed class The_state_diagram
{
    static readonly OrderStateMachine Machine = new(Options.Create(new RegardsOptions()), Options.Create(new OrderOptions()));

    [Test]
    public void Has_the_changes_of_status_that_the_table_states_and_no_others()
    {
        var stated =
            from circumstance in Circumstance.All
            from row in OrderEvents.All
            from situation in OrderTable.Plain.Columns
            let status = situation == "none" ? "-" : OrderTable.Situations[situation, "status"]
            from change in OrderTable.Outcomes[circumstance.Word(row.Name, situation), "told"].Split(", ")
            where change.Contains('→', StringComparison.Ordinal)
            let ends = change.Replace("*", status, StringComparison.Ordinal).Split('→')
            where ends[0] != ends[1]
            select new StatusEdge(ends[0] == "-" ? null : ends[0], ends[1], row.MachineEvent);
        Assert.That(StatusEdges.Of(Machine), Is.EquivalentTo(stated.Distinct()));
    }

    [Test]
    public void Is_drawn_alike_every_time() =>
        Assert.That(
            OrderStateDiagram.Draw(new OrderStateMachine(Options.Create(new RegardsOptions { RetryErrors = true }), Options.Create(new OrderOptions()))),
            Is.EqualTo(OrderStateDiagram.Draw(Machine)));
}
