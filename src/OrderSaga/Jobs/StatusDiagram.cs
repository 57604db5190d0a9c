using System.Text;

namespace OrderSaga.Jobs;

/// <summary>Changes of status as a mermaid <c>stateDiagram-v2</c>.</summary>
static class StatusDiagram
{
    static readonly string[] Statuses =
        [JobStatus.Accepted, JobStatus.Running, JobStatus.Successful, JobStatus.Failed, JobStatus.Dismissed];

    /// <param name="edges">What the machine can do.</param>
    /// <param name="labels">A word for every event, in the order of a life; <c>To</c> null is any status.</param>
    /// <param name="before">Statuses that come before accepted, and those after dismissed.</param>
    /// <param name="after">Statuses that come after dismissed.</param>
    /// <returns>The diagram's text, lines ended by <c>\n</c>, the same for the same machine.</returns>
    /// <exception cref="InvalidOperationException">The machine has a status or an event that the diagram has no word for.</exception>
    public static string Draw(
        IReadOnlyCollection<StatusEdge> edges, IReadOnlyList<(string Event, string? To, string Label)> labels,
        IReadOnlyList<string>? before = null, IReadOnlyList<string>? after = null)
    {
        string[] statuses = [.. before ?? [], .. Statuses, .. after ?? []];
        var text = new StringBuilder("stateDiagram-v2\n");
        var arrows = edges
            .GroupBy(edge => (edge.From, edge.To))
            .OrderBy(arrow => Rank(statuses, arrow.Key.From)).ThenBy(arrow => Rank(statuses, arrow.Key.To));
        foreach (var arrow in arrows)
        {
            var words = arrow.Select(edge => IndexOf(labels, edge)).Order().Select(index => labels[index].Label).Distinct();
            text.Append("    ").Append(arrow.Key.From ?? "[*]").Append(" --> ").Append(arrow.Key.To)
                .Append(": ").AppendJoin(", ", words).Append('\n');
        }
        foreach (var end in statuses.Where(status => edges.All(edge => edge.From != status)))
            text.Append("    ").Append(end).Append(" --> [*]\n");
        return text.ToString();
    }

    static int Rank(string[] statuses, string? status) => status is null ? -1 : Found(Array.IndexOf(statuses, status), status);

    static int IndexOf(IReadOnlyList<(string Event, string? To, string Label)> labels, StatusEdge edge)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i].Event == edge.Event && (labels[i].To is null || labels[i].To == edge.To))
                return i;
        }
        return Found(-1, edge.ToString());
    }

    static int Found(int index, string word) =>
        index >= 0 ? index : throw new InvalidOperationException($"The state diagram has no word for {word}.");
}
