using OrderSaga.Jobs;

namespace OrderSaga.Batches;

/// <summary>The machine as a mermaid <c>stateDiagram-v2</c>: drawn from the code, so the documentation can be held against it.</summary>
public static class BatchStateDiagram
{
    /// <summary>How a batch comes to be: its row is stored with all of its bulk, so the machine knows no event for it.</summary>
    static readonly StatusEdge Preparation = new(null, BatchStatus.Prepared, nameof(BatchStateMachine.Prepared));

    // The events as a reader of the contracts knows them, in the order of a batch's life; To null is any status.
    static readonly (string Event, string? To, string Label)[] Labels =
    [
        (Preparation.Event, null, "bulk prepared"),
        (nameof(BatchStateMachine.Triggered), null, "trigger"),
        (nameof(BatchStateMachine.Retried), null, "failed products tried again"),
        (nameof(BatchStateMachine.Stored), null, "nothing left to try again"),
        (nameof(BatchStateMachine.Counted), JobStatus.Running, "first order runs"),
        (nameof(BatchStateMachine.Counted), JobStatus.Successful, "all orders ended, some successful"),
        (nameof(BatchStateMachine.Counted), JobStatus.Failed, "none successful, too many failed, one failed where all are asked for"),
        (nameof(BatchStateMachine.Cancelled), null, "dismiss"),
        (nameof(BatchStateMachine.Withdrawn), null, "bulk dismissed"),
        (nameof(BatchStateMachine.DeadlineOver), null, "not triggered in time"),
    ];

    /// <summary>The diagram's text, lines ended by <c>\n</c>, the same for the same machine.</summary>
    /// <exception cref="InvalidOperationException">The machine has a status or an event that the diagram has no word for.</exception>
    public static string Draw(BatchStateMachine machine) =>
        StatusDiagram.Draw([Preparation, .. StatusEdges.Of(machine)], Labels, before: [BatchStatus.Prepared], after: [BatchStatus.Discarded]);
}
