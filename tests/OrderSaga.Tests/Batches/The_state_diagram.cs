using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Jobs;

namespace OrderSaga.Tests.Batches;

public sealed class The_state_diagram
{
    static readonly BatchStateMachine Machine = new(Options.Create(new BatchOptions()));

    [Test]
    public void Has_the_changes_of_status_that_the_table_states_and_no_others()
    {
        var stated =
            from circumstance in BatchCircumstance.Every
            from row in BatchEvents.All
            from situation in BatchEventTable.Continue.Columns
            let status = situation == "none" ? "-" : BatchEventTable.Situations[situation, "status"]
            from change in BatchEventTable.Outcomes[circumstance.Word(row.Name, situation), "history"].Split(", ")
            where change.Contains('→', StringComparison.Ordinal)
            let ends = change.Replace("*", status, StringComparison.Ordinal).Split('→')
            where ends[0] != ends[1]
            select new StatusEdge(ends[0] == "-" ? null : ends[0], ends[1], row.MachineEvent);
        Assert.That(StatusEdges.Of(Machine), Is.EquivalentTo(stated.Distinct()));
    }

    [Test]
    public void Is_drawn_from_the_machine() => Assert.That(BatchStateDiagram.Draw(Machine), Is.EqualTo(
        """
        stateDiagram-v2
            [*] --> prepared: bulk prepared
            [*] --> accepted: failed products tried again
            prepared --> accepted: trigger
            prepared --> discarded: dismiss, bulk dismissed, not triggered in time
            accepted --> running: first order runs
            accepted --> successful: nothing left to try again
            accepted --> dismissed: dismiss
            running --> successful: all orders ended, some successful
            running --> failed: none successful, too many failed, one failed where all are asked for
            running --> dismissed: dismiss
            successful --> [*]
            failed --> [*]
            dismissed --> [*]
            discarded --> [*]

        """.ReplaceLineEndings("\n")).NoClip);
}
