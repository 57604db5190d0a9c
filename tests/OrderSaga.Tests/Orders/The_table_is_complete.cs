using System.Reflection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Orders;

/// <summary>A new state, phase or event without a stated outcome fails here.</summary>
public sealed class The_table_is_complete
{
    static readonly OrderStateMachine Machine = new(Options.Create(new RegardsOptions()), Options.Create(new OrderOptions()));

    [Test]
    public void Every_event_of_the_machine_has_a_row() =>
        Assert.That(OrderEvents.All.Select(e => e.MachineEvent).Distinct(), Is.EquivalentTo(Machine.Events.Select(e => e.Name)));

    [Test]
    public void Every_row_has_a_message() =>
        Assert.That(OrderTable.Plain.Rows, Is.EquivalentTo(OrderEvents.All.Select(e => e.Name)));

    [Test]
    public void Every_state_of_the_machine_has_a_column()
    {
        // "none" is the machine's Initial; no order ever reaches Final, as a finished one stays readable.
        var states = Machine.States.Where(s => s != Machine.Initial && s != Machine.Final).Select(s => s.Name.ToLowerInvariant());
        Assert.That(OrderTable.Situations.Rows.Select(s => OrderTable.Situations[s, "status"]).Distinct(), Is.EquivalentTo(states));
    }

    [Test]
    public void Every_phase_has_a_column()
    {
        var phases = typeof(OrderPhase).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetRawConstantValue());
        Assert.That(OrderTable.Situations.Rows.Select(s => OrderTable.Situations[s, "phase"]).Distinct(), Is.EquivalentTo(phases));
    }

    [Test]
    public void Every_situation_is_a_column_of_every_table() =>
        Assert.That(Tables.Select(table => table.Columns), Is.All.EqualTo(new[] { "none" }.Concat(OrderTable.Situations.Rows)));

    [Test]
    public void Every_cell_holds_a_stated_outcome_and_every_outcome_is_used()
    {
        var words = from table in Tables from row in table.Rows from column in table.Columns select table[row, column];
        Assert.That(words.Distinct(), Is.EquivalentTo(OrderTable.Outcomes.Rows));
    }

    static TextTable[] Tables =>
        [OrderTable.Plain, OrderTable.Files, OrderTable.QuietFiles, OrderTable.RetriedErrors, OrderTable.LastAttempt, OrderTable.SentTwice];
}
