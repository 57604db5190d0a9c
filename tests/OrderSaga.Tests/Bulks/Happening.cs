using OrderSaga.Bulks;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Bulks;

/// <summary>One pair of the table, run: where the bulk stood, and what is there afterwards.</summary>
sealed record Happening(string Situation, BulkEvent Event, Bulk Before)
{
    public Exception? Fault { get; set; }
    public Bulk? After { get; set; }
    public IReadOnlyList<Told> Told { get; set; } = [];
    public IReadOnlyList<JobHistoryEntry> History { get; set; } = [];

    /// <summary>What the table's word means for this pair, written as <see cref="Seen"/> writes what happened.</summary>
    public string Stated(string word)
    {
        string Cell(string column, string before) => BulkOutcomes.Outcomes[word, column] is "=" ? before : BulkOutcomes.Outcomes[word, column];

        var told = Cell("told", "");
        if (word is "no bulk" or "unknown bulk")
            return told.Length > 0 ? $"no bulk; {told}" : "no bulk";
        var before = Situation == "none" ? null : Before.Status;
        var changes = told.Contains('→', StringComparison.Ordinal) ? told.Replace("*", before, StringComparison.Ordinal).Split(", ") : [];
        return Text(
            Cell("status", before ?? ""), Cell("phase", Before.Phase), Cell("reason", Before.ReasonCode ?? "-"),
            Cell("due", YesOrNo(Before.Due is not null)), Cell("claimed", YesOrNo(Before.ClaimedUntil is not null)),
            Cell("cascade", Cascade(Before)), Cell("removed", YesOrNo(Before.RemovedAt is not null)),
            changes.Length > 0 ? changes.Select((change, i) => $"{change} #{SequenceBefore + i + 1}") : told.Length > 0 ? [told] : [],
            Cell("history", "") switch
            {
                "" => [],
                "one a change" => changes.Select((change, i) => $"{EntriesBefore + i + 1} {change} {Event.Cause}"),
                "one" => [$"{EntriesBefore + 1} {before}→{before} {Event.Cause}"],
                "late" => [$"{EntriesBefore + 1} {before}→{before} {Event.Cause} late"],
                var cause => [$"{EntriesBefore + 1} {before}→{before} {cause}"],
            });
    }

    public string Seen()
    {
        if (After is null)
            return Fault is UnknownBulkException ? "no bulk; the caller is told that it is unknown" : $"no bulk{Fault}";
        if (Fault is not null)
            return Fault.ToString();
        return Text(
            After.Status, After.Phase, After.ReasonCode ?? "-", YesOrNo(After.Due is not null), YesOrNo(After.ClaimedUntil is not null),
            Cascade(After), YesOrNo(After.RemovedAt is not null),
            Told.Select(told => told.Rejected is not null ? "rejected"
                : told.Status!.Sequence == SequenceBefore ? "the same status, same sequence"
                : $"{told.Status.PreviousStatus ?? "-"}→{told.Status.Status} #{told.Status.Sequence}"),
            History.Select(line => $"{line.Entry} {line.FromStatus ?? "-"}→{line.ToStatus} {line.Cause}{(line.Late ? " late" : "")}"));
    }

    int SequenceBefore => Situation == "none" ? 0 : Before.Sequence;
    int EntriesBefore => Situation == "none" ? 0 : Before.Entries;

    static string YesOrNo(bool yes) => yes ? "yes" : "no";

    static string Cascade(Bulk bulk) => bulk.Cascade is { } cascade ? YesOrNo(cascade) : "-";

    static string Text(
        string status, string phase, string reason, string due, string claimed, string cascade, string removed,
        IEnumerable<string> told, IEnumerable<string> history) =>
        $"""
        status   {status}
        phase    {phase}
        reason   {reason}
        due      {due}
        claimed  {claimed}
        cascade  {cascade}
        removed  {removed}
        told     {string.Join(", ", told)}
        history  {string.Join(", ", history)}
        """;
}
