using OrderSaga.Batches;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Batches;

/// <summary>One pair of the table, run: where the batch stood, and what is there afterwards.</summary>
sealed record BatchHappening(string Situation, BatchEvent Event, Batch Before)
{
    public Exception? Fault { get; set; }
    public Batch? After { get; set; }
    public IReadOnlyList<BatchStatusChanged> Told { get; set; } = [];
    public IReadOnlyList<JobHistoryEntry> History { get; set; } = [];

    /// <summary>What the table's word means for this pair, written as <see cref="Seen"/> writes what happened.</summary>
    public string Stated(string word)
    {
        string Cell(string column, string before) => BatchEventTable.Outcomes[word, column] is "=" ? before : BatchEventTable.Outcomes[word, column];

        var told = Cell("told", "");
        if (word is "no batch" or "unknown batch")
            return told.Length > 0 ? $"no batch; {told}" : "no batch";
        var before = Situation == "none" ? "-" : Before.Status;
        var status = Cell("status", before);
        var phase = Cell("phase", Before.Phase) is "*" ? status == JobStatus.Failed ? BatchPhase.Failed : BatchPhase.Cancelled : Cell("phase", Before.Phase);
        var changes = Changes(told, before);
        return Text(
            status, phase, Cell("reason", Before.ReasonCode ?? "-"), Cell("outcome", Before.Outcome ?? "-"),
            Cell("stored", Before.OrdersStored ? "yes" : "no"),
            Cell("counts", Counts(Before)) switch
            {
                "new" => Counts(((BatchCounted)Event.For(Before)).Counts),
                "all" => Counts(new BatchCounts(((BatchOrdersStored)Event.For(Before)).Orders, 0, 0, 0, 0, null, null)),
                var same => same,
            },
            Cell("due", Before.Due is null ? "no" : "yes"), Cell("deadline", Before.Deadline is null ? "no" : "yes"),
            changes.Length > 0 ? changes.Select((change, i) => $"{change} #{SequenceBefore + i + 1}") : told.Length > 0 ? [told] : [],
            Cell("history", "") switch
            {
                "" => [],
                "late" => [$"{EntriesBefore + 1} {before}→{before} {Event.Cause} late"],
                var lines when lines.Contains('→', StringComparison.Ordinal) => Changes(lines, before).Select((change, i) => $"{EntriesBefore + i + 1} {change} {Event.Cause}"),
                var cause => [$"{EntriesBefore + 1} {before}→{before} {cause}"],
            });
    }

    public string Seen()
    {
        if (After is null)
            return Fault is UnknownBatchException ? "no batch; the caller is told that it is unknown" : $"no batch{Fault}";
        if (Fault is not null)
            return Fault.ToString();
        return Text(
            After.Status, After.Phase, After.ReasonCode ?? "-", After.Outcome ?? "-", After.OrdersStored ? "yes" : "no", Counts(After),
            After.Due is null ? "no" : "yes", After.Deadline is null ? "no" : "yes",
            Told.Select(told => told.Sequence == SequenceBefore
                ? "the same status, same sequence"
                : $"{told.PreviousStatus ?? "-"}→{told.Status} #{told.Sequence}"),
            History.Select(line => $"{line.Entry} {line.FromStatus ?? "-"}→{line.ToStatus} {line.Cause}{(line.Late ? " late" : "")}"));
    }

    int SequenceBefore => Situation == "none" ? 0 : Before.Sequence;
    int EntriesBefore => Situation == "none" ? 0 : Before.Entries;

    static string[] Changes(string text, string before) =>
        text.Contains('→', StringComparison.Ordinal) ? text.Replace("*", before, StringComparison.Ordinal).Split(", ") : [];

    static string Counts(Batch batch) => Counts(new BatchCounts(batch.Waiting, batch.Running, batch.Successful, batch.Failed, batch.Dismissed, null, null));

    static string Counts(BatchCounts counts) =>
        FormattableString.Invariant($"{counts.Waiting} {counts.Running} {counts.Successful} {counts.Failed} {counts.Dismissed}");

    static string Text(
        string status, string phase, string reason, string outcome, string stored, string counts, string due, string deadline,
        IEnumerable<string> told, IEnumerable<string> history) =>
        $"""
        status   {status}
        phase    {phase}
        reason   {reason}
        outcome  {outcome}
        stored   {stored}
        counts   {counts}
        due      {due}
        deadline {deadline}
        told     {string.Join(", ", told)}
        history  {string.Join(", ", history)}
        """;
}
