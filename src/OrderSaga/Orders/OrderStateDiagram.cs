using System.Text;

namespace OrderSaga.Orders;

/// <summary>The machine as a mermaid <c>stateDiagram-v2</c>: drawn from the code, so the documentation can be held against it.</summary>
public static class OrderStateDiagram
{
    static readonly string[] Statuses =
        [OrderStatus.Accepted, OrderStatus.Running, OrderStatus.Successful, OrderStatus.Failed, OrderStatus.Dismissed];

    // The events as a reader of the contracts knows them, in the order of an order's life.
    static readonly (string Event, string Label)[] Labels =
    [
        (nameof(OrderStateMachine.Placed), "order placed"),
        (nameof(OrderStateMachine.Refused), "request not sendable"),
        (nameof(OrderStateMachine.Granted), "GRANTED"),
        (nameof(OrderStateMachine.Denied), "DENIED"),
        (nameof(OrderStateMachine.Succeeded), "SUCCESS"),
        (nameof(OrderStateMachine.Errored), "ERROR"),
        (nameof(OrderStateMachine.Notified), "NOTIFICATION"),
        (nameof(OrderStateMachine.DeadlineOver), "deadline"),
        (nameof(OrderStateMachine.Cancelled), "dismiss"),
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
            var labels = arrow.Select(edge => IndexOf(edge.Event)).Order().Select(index => Labels[index].Label);
            text.Append("    ").Append(arrow.Key.From ?? "[*]").Append(" --> ").Append(arrow.Key.To)
                .Append(": ").AppendJoin(", ", labels).Append('\n');
        }
        foreach (var end in Statuses.Where(status => edges.All(edge => edge.From != status)))
            text.Append("    ").Append(end).Append(" --> [*]\n");
        return text.ToString();
    }

    static int Rank(string? status) => status is null ? -1 : Found(Array.IndexOf(Statuses, status), status);

    static int IndexOf(string name) => Found(Array.FindIndex(Labels, label => label.Event == name), name);

    static int Found(int index, string word) =>
        index >= 0 ? index : throw new InvalidOperationException($"The state diagram has no word for {word}.");
}
