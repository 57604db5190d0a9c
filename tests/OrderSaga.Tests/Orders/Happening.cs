using System.Globalization;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Orders;

/// <summary>One pair of the table, run: where the order stood, and what is there afterwards.</summary>
sealed record Happening(string Situation, OrderEvent Event, Order Before)
{
    public Exception? Fault { get; set; }
    public Order? After { get; set; }
    public IReadOnlyList<Told> Told { get; set; } = [];
    public IReadOnlyList<JobHistoryEntry> History { get; set; } = [];

    /// <summary>What the table's word means for this pair, written as <see cref="Seen"/> writes what happened.</summary>
    public string Stated(string word)
    {
        string Cell(string column, string before) => OrderTable.Outcomes[word, column] is "=" ? before : OrderTable.Outcomes[word, column];

        var told = Cell("told", "");
        if (word is "no order" or "unknown order")
            return told.Length > 0 ? $"no order; {told}" : "no order";
        var before = Situation == "none" ? null : Before.Status;
        var changes = told.Contains('→', StringComparison.Ordinal) ? told.Replace("*", before, StringComparison.Ordinal).Split(", ") : [];
        return Text(
            Cell("status", Before.State is null ? "" : Before.Status),
            Cell("phase", Before.Phase),
            Cell("attempt", Number(Before.Attempt)) is "+1" ? Number(Before.Attempt + 1) : Cell("attempt", Number(Before.Attempt)),
            Cell("reason", Before.ReasonCode ?? "-"),
            Cell("dispatch", Before.DispatchAt is null ? "no" : "yes"),
            Cell("place", Before.InFlight ? "yes" : "no"),
            Cell("deadline", Before.Deadline is null ? "none" : "as before"),
            changes.Length > 0 ? changes.Select((change, i) => $"{change} #{SequenceBefore + i + 1}") : told.Length > 0 ? [told] : [],
            Cell("history", "") switch
            {
                "" => [],
                "one a change" => changes.Select((change, i) => $"{EntriesBefore + i + 1} {change} {Event.Cause}"),
                "one" => [$"{EntriesBefore + 1} {Cell("status", before!)}→{Cell("status", before!)} {Event.Cause}"],
                "late" => [$"{EntriesBefore + 1} {before}→{before} {Event.Cause} late"],
                var cause => [$"{EntriesBefore + 1} {before}→{before} {cause}"],
            });
    }

    public string Seen(RegardsOptions regards)
    {
        if (After is null)
            return Fault is UnknownOrderException ? "no order; the caller is told that it is unknown" : $"no order{Fault}";
        if (Fault is not null)
            return Fault.ToString();
        return Text(
            After.Status, After.Phase, Number(After.Attempt), After.ReasonCode ?? "-",
            After.DispatchAt is null && After.ClaimedUntil is null ? "no" : "yes",
            After.InFlight ? "yes" : "no",
            Deadline(After, regards),
            Told.Select(told => told.Rejected is not null ? "rejected"
                : told.Status!.Sequence == SequenceBefore ? "the same status, same sequence"
                : $"{told.Status.PreviousStatus ?? "-"}→{told.Status.Status} #{told.Status.Sequence}"),
            History.Select(line => $"{line.Entry} {line.FromStatus ?? "-"}→{line.ToStatus} {line.Cause}{(line.Late ? " late" : "")}"));
    }

    int SequenceBefore => Situation == "none" ? 0 : Before.Sequence;
    int EntriesBefore => Situation == "none" ? 0 : Before.Entries;

    string Deadline(Order order, RegardsOptions regards) => order.Deadline switch
    {
        null => "none",
        var at when at == Before.Deadline => "as before",
        var at when at == order.NotBefore => "notBefore",
        var at when at == OrderEvents.At + regards.CompletionTimeout => "completion",
        var at when at == OrderEvents.At + regards.FilePatchQuiet => "quiet",
        var at when at == order.EvictionDate && at == OrderEvents.At + new OrderOptions().OnlinePeriod => "eviction",
        var at => $"{at:O}",
    };

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Text(
        string status, string phase, string attempt, string reason, string dispatch, string place, string deadline,
        IEnumerable<string> told, IEnumerable<string> history) =>
        $"""
        status   {status}
        phase    {phase}
        attempt  {attempt}
        reason   {reason}
        dispatch {dispatch}
        place    {place}
        deadline {deadline}
        told     {string.Join(", ", told)}
        history  {string.Join(", ", history)}
        """;
}
