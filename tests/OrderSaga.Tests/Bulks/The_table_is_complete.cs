using System.Reflection;
using NUnit.Framework;
using OrderSaga.Bulks;

namespace OrderSaga.Tests.Bulks;

/// <summary>A new state, phase or event without a stated outcome fails here.</summary>
public sealed class The_table_is_complete
{
    static readonly BulkStateMachine Machine = new();

    [Test]
    public void Every_event_of_the_machine_has_a_row() =>
        Assert.That(BulkEvents.All.Select(e => e.MachineEvent).Distinct(), Is.EquivalentTo(Machine.Events.Select(e => e.Name)));

    [Test]
    public void Every_row_has_a_message() =>
        Assert.That(BulkOutcomes.Events.Rows, Is.EquivalentTo(BulkEvents.All.Select(e => e.Name)));

    [Test]
    public void Every_state_of_the_machine_has_a_column()
    {
        // "none" is the machine's Initial; no bulk ever reaches Final, as a finished one stays readable.
        var states = Machine.States.Where(s => s != Machine.Initial && s != Machine.Final).Select(s => s.Name.ToLowerInvariant());
        Assert.That(BulkOutcomes.Situations.Rows.Select(s => BulkOutcomes.Situations[s, "status"]).Distinct(), Is.EquivalentTo(states));
    }

    [Test]
    public void Every_phase_has_a_column()
    {
        var phases = typeof(BulkPhase).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetRawConstantValue());
        Assert.That(BulkOutcomes.Situations.Rows.Select(s => BulkOutcomes.Situations[s, "phase"]).Distinct(), Is.EquivalentTo(phases));
    }

    [Test]
    public void Every_situation_is_a_column() =>
        Assert.That(BulkOutcomes.Events.Columns, Is.EqualTo(new[] { "none" }.Concat(BulkOutcomes.Situations.Rows)));

    [Test]
    public void Every_cell_holds_a_stated_outcome_and_every_outcome_is_used()
    {
        var words = from row in BulkOutcomes.Events.Rows from column in BulkOutcomes.Events.Columns select BulkOutcomes.Events[row, column];
        Assert.That(words.Distinct(), Is.EquivalentTo(BulkOutcomes.Outcomes.Rows));
    }
}
