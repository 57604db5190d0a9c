using System.Text;

namespace OrderSaga.Orders;

/// <summary>The machine as a mermaid <c>stateDiagram-v2</c>: drawn from the code, so the documentation can be held against it.</summary>
public static class OrderStateDiagram
{
    static readonly string[] Statuses =
        [OrderStatus.Accepted, OrderStatus.Running, OrderStatus.Successful, OrderStatus.Failed, OrderStatus.Dismissed];

    // The events as a reader of the contracts knows them, in the order of an order's life; To null is any status.
    static readonly (string Event, string? To, string Label)[] Labels =
    [
        (nameof(OrderStateMachine.Placed), OrderStatus.Accepted, "order placed"),
        (nameof(OrderStateMachine.Placed), OrderStatus.Successful, "product online already"),
        (nameof(OrderStateMachine.Placed), OrderStatus.Failed, "product not found"),
        (nameof(OrderStateMachine.Refused), null, "request not sendable"),
        (nameof(OrderStateMachine.Granted), null, "GRANTED"),
        (nameof(OrderStateMachine.Denied), null, "DENIED"),
        (nameof(OrderStateMachine.Succeeded), null, "SUCCESS"),
        (nameof(OrderStateMachine.Errored), null, "ERROR"),
        (nameof(OrderStateMachine.Notified), null, "NOTIFICATION of files"),
        (nameof(OrderStateMachine.DeadlineOver), OrderStatus.Successful, "quiet after files"),
        (nameof(OrderStateMachine.DeadlineOver), OrderStatus.Failed, "no answer in time"),
        (nameof(OrderStateMachine.Cancelled), null, "dismiss"),
    ];

    /// <summary>The diagram's text, lines ended by <c>\n</c>, the same for the same machine.</summary>
    /// <exception cref="InvalidOperationException">The machine has a status or an event that the diagram has no word for.</exception>
    public static string Draw(OrderStateMachine machine)
    {
        var edges = OrderStatusEdges.Of(machine);
        var text = new StringBuilder("stateDiagram-v2\n");
        var arrows = edges
            .GroupBy(edge => (edge.From, edge.To))
            .OrderBy(arrow => Rank(arrow.Key.From)).ThenBy(arrow => Rank(arrow.Key.To));
        foreach (var arrow in arrows)
        {
            var labels = arrow.Select(IndexOf).Order().Select(index => Labels[index].Label);
            text.Append("    ").Append(arrow.Key.From ?? "[*]").Append(" --> ").Append(arrow.Key.To)
                .Append(": ").AppendJoin(", ", labels).Append('\n');
        }
        foreach (var end in Statuses.Where(status => edges.All(edge => edge.From != status)))
            text.Append("    ").Append(end).Append(" --> [*]\n");
        return text.ToString();
    }

    static int Rank(string? status) => status is null ? -1 : Found(Array.IndexOf(Statuses, status), status);

    static int IndexOf(OrderStatusEdge edge) =>
        Found(Array.FindIndex(Labels, label => label.Event == edge.Event && (label.To is null || label.To == edge.To)), edge.ToString());

    static int Found(int index, string word) =>
        index >= 0 ? index : throw new InvalidOperationException($"The state diagram has no word for {word}.");
}
