using System.Reflection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Batches;

namespace OrderSaga.Tests.Batches;

/// <summary>A new state, phase or event without a stated outcome fails here.</summary>
public sealed class The_table_is_complete
{
    static readonly BatchStateMachine Machine = new(Options.Create(new BatchOptions()));

    [Test]
    public void Every_event_of_the_machine_has_a_row() =>
        Assert.That(BatchEvents.All.Select(e => e.MachineEvent).Distinct(), Is.EquivalentTo(Machine.Events.Select(e => e.Name)));

    [Test]
    public void Every_row_has_a_message() =>
        Assert.That(BatchEventTable.Continue.Rows, Is.EquivalentTo(BatchEvents.All.Select(e => e.Name)));

    [Test]
    public void Every_state_of_the_machine_has_a_column()
    {
        // "none" is the machine's Initial; no batch ever reaches Final, as a finished one stays readable.
        var states = Machine.States.Where(s => s != Machine.Initial && s != Machine.Final).Select(s => s.Name.ToLowerInvariant());
        Assert.That(BatchEventTable.Situations.Rows.Select(s => BatchEventTable.Situations[s, "status"]).Distinct(), Is.EquivalentTo(states));
    }

    [Test]
    public void Every_phase_has_a_column()
    {
        var phases = typeof(BatchPhase).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetRawConstantValue());
        Assert.That(BatchEventTable.Situations.Rows.Select(s => BatchEventTable.Situations[s, "phase"]).Distinct(), Is.EquivalentTo(phases));
    }

    [Test]
    public void Every_situation_is_a_column_of_every_table() =>
        Assert.That(Tables.Select(table => table.Columns), Is.All.EqualTo(new[] { "none" }.Concat(BatchEventTable.Situations.Rows)));

    [Test]
    public void Every_cell_holds_a_stated_outcome_and_every_outcome_is_used()
    {
        var words = from table in Tables from row in table.Rows from column in table.Columns select table[row, column];
        Assert.That(words.Distinct(), Is.EquivalentTo(BatchEventTable.Outcomes.Rows));
    }

    static OrderSaga.Tests.Orders.TextTable[] Tables => [BatchEventTable.Continue, BatchEventTable.All];
}
