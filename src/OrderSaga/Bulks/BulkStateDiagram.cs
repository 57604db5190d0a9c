using OrderSaga.Jobs;

namespace OrderSaga.Bulks;

/// <summary>The machine as a mermaid <c>stateDiagram-v2</c>: drawn from the code, so the documentation can be held against it.</summary>
static class BulkStateDiagram
{
    // The events as a reader of the contracts knows them, in the order of a bulk's life; To null is any status.
    static readonly (string Event, string? To, string Label)[] Labels =
    [
        (nameof(BulkStateMachine.Placed), JobStatus.Accepted, "bulk placed"),
        (nameof(BulkStateMachine.Placed), JobStatus.Dismissed, "dismissed before it came"),
        (nameof(BulkStateMachine.Taken), null, "resolver asks the catalogue"),
        (nameof(BulkStateMachine.Prepared), null, "batches prepared"),
        (nameof(BulkStateMachine.Errored), null, "catalogue failed, too large, nothing valid"),
        (nameof(BulkStateMachine.Cancelled), null, "dismiss"),
        (nameof(BulkStateMachine.CancelledAhead), null, "dismiss"),
    ];

    /// <summary>The diagram's text, lines ended by <c>\n</c>, the same for the same machine.</summary>
    /// <exception cref="InvalidOperationException">The machine has a status or an event that the diagram has no word for.</exception>
    public static string Draw(BulkStateMachine machine) => StatusDiagram.Draw(StatusEdges.Of(machine), Labels);
}
