using NUnit.Framework;
using OrderSaga.Bulks;

namespace OrderSaga.Tests.Bulks;

public sealed class The_state_diagram
{
    [Test]
    public void Reads_as_a_story() =>
        Assert.That(BulkStateDiagram.Draw(new BulkStateMachine()), Is.EqualTo(
            """
            stateDiagram-v2
                [*] --> accepted: bulk placed
                accepted --> running: resolver asks the catalogue
                accepted --> failed: catalogue failed, too large, nothing valid
                accepted --> dismissed: dismissed before it came, dismiss
                running --> successful: batches prepared
                running --> failed: catalogue failed, too large, nothing valid
                running --> dismissed: dismiss
                successful --> [*]
                failed --> [*]
                dismissed --> [*]

            """.ReplaceLineEndings("\n")));
}
