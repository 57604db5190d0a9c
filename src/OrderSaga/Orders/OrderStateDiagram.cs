using OrderSaga.Jobs;

namespace OrderSaga.Orders;

/// <summary>The machine as a mermaid <c>stateDiagram-v2</c>: drawn from the code, so the documentation can be held against it.</summary>
static class OrderStateDiagram
{
    // The events as a reader of the contracts knows them, in the order of an order's life; To null is any status.
    static readonly (string Event, string? To, string Label)[] Labels =
    [
        (nameof(OrderStateMachine.Placed), JobStatus.Accepted, "order placed"),
        (nameof(OrderStateMachine.Placed), JobStatus.Successful, "product online already"),
        (nameof(OrderStateMachine.Placed), JobStatus.Failed, "product not found"),
        (nameof(OrderStateMachine.Placed), JobStatus.Dismissed, "dismissed before it came"),
        (nameof(OrderStateMachine.Refused), null, "request not sendable"),
        (nameof(OrderStateMachine.Granted), null, "GRANTED"),
        (nameof(OrderStateMachine.Denied), null, "DENIED"),
        (nameof(OrderStateMachine.Succeeded), null, "SUCCESS"),
        (nameof(OrderStateMachine.Errored), null, "ERROR"),
        (nameof(OrderStateMachine.Notified), null, "NOTIFICATION of files"),
        (nameof(OrderStateMachine.DeadlineOver), JobStatus.Successful, "quiet after files"),
        (nameof(OrderStateMachine.DeadlineOver), JobStatus.Failed, "no answer in time"),
        (nameof(OrderStateMachine.Cancelled), null, "dismiss"),
        (nameof(OrderStateMachine.CancelledAhead), null, "dismiss"),
    ];

    /// <summary>The diagram's text, lines ended by <c>\n</c>, the same for the same machine.</summary>
    /// <exception cref="InvalidOperationException">The machine has a status or an event that the diagram has no word for.</exception>
    public static string Draw(OrderStateMachine machine) => StatusDiagram.Draw(StatusEdges.Of(machine), Labels);
}
