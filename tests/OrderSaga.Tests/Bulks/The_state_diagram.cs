using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Jobs;

namespace OrderSaga.Tests.Bulks;

public sealed class The_state_diagram
{
    [Test]
    public void Has_the_changes_of_status_that_the_table_states_and_no_others()
    {
        var stated =
            from row in BulkEvents.All
            from situation in BulkOutcomes.Events.Columns
            let status = situation == "none" ? "-" : BulkOutcomes.Situations[situation, "status"]
            from change in BulkOutcomes.Outcomes[BulkOutcomes.Events[row.Name, situation], "told"].Split(", ")
            where change.Contains('→', StringComparison.Ordinal)
            let ends = change.Replace("*", status, StringComparison.Ordinal).Split('→')
            select new StatusEdge(ends[0] == "-" ? null : ends[0], ends[1], row.MachineEvent);
        Assert.That(StatusEdges.Of(new BulkStateMachine()), Is.EquivalentTo(stated.Distinct()));
    }

    [Test]
    public void Reads_as_a_story() =>
        Assert.That(BulkStateDiagram.Draw(new BulkStateMachine()), Is.EqualTo(
            """
            stateDiagram-v2
                [*] --> accepted: bulk placed
                accepted --> running: resolver asks the catalogue
                accepted --> failed: catalogue failed, too large, nothing valid
                accepted --> dismissed: dismiss
                running --> successful: batches prepared
                running --> failed: catalogue failed, too large, nothing valid
                running --> dismissed: dismiss
                successful --> [*]
                failed --> [*]
                dismissed --> [*]

            """.ReplaceLineEndings("\n")));
}
