using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Batches;

namespace OrderSaga.Tests.Batches;

public sealed class The_state_diagram
{
    static readonly BatchStateMachine Machine = new(Options.Create(new BatchOptions()));

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
