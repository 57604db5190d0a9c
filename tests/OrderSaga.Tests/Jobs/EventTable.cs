using MassTransit;
using NUnit.Framework;
using OrderSaga.Jobs;

namespace OrderSaga.Tests.Jobs;

/// <summary>A row of a table: how its message is made for a job.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="MachineEvent">Name of the machine's event.</param>
/// <param name="Cause">What the history says.</param>
public sealed record TableEvent<TSaga>(string Name, string MachineEvent, string Cause, Func<TSaga, object> For);

/// <summary>One pair of a table, run: where the job stood, and what is there afterwards.</summary>
public sealed record Happening<TSaga>(string Situation, TableEvent<TSaga> Event, TSaga Before)
    where TSaga : class, IJobSaga
{
    public Exception? Fault { get; set; }
    public TSaga? After { get; set; }
    public IReadOnlyList<Told> Told { get; set; } = [];
    public IReadOnlyList<JobHistoryEntry> History { get; set; } = [];
    public IReadOnlyList<Callback> Callbacks { get; set; } = [];

    public bool IsNew => Situation == EventTable<TSaga>.None;

    public string StatusBefore => IsNew ? "-" : JobStatus.FromState(Before.State);
    public int SequenceBefore => IsNew ? 0 : Before.Sequence;
    public int EntriesBefore => IsNew || Before is not IRecordedJob job ? 0 : job.Entries;
}

/// <summary>
/// What every event does to a job in every situation, under one circumstance. Rows are events, columns are situations, a
/// cell is a word of <see cref="Outcomes"/>, which says what is there afterwards: "=" is "as before", "*" the status before.
/// Told are changes of status with new sequence numbers; a line of the history carries the event's own cause unless
/// another is named.
/// </summary>
/// <param name="circumstance">Settings and a kind of job under which the table is run whole.</param>
public abstract class EventTable<TSaga>(string circumstance)
    where TSaga : class, IJobSaga
{
    /// <summary>The situation before there is a job.</summary>
    public const string None = "none";

    const string ToldColumn = "told";
    const string HistoryColumn = "history";

    /// <summary>What such a job is called.</summary>
    public abstract string Noun { get; }

    /// <summary>The exception that tells a caller that there is no such job; null when nobody is told.</summary>
    public virtual Type? Unknown => null;

    /// <summary>The columns: where a job can stand.</summary>
    public abstract TextTable Situations { get; }

    /// <summary>The words.</summary>
    public abstract TextTable Outcomes { get; }

    /// <summary>A word for every event in every situation, under usual circumstances.</summary>
    public abstract TextTable Usual { get; }

    /// <summary>The events that end otherwise under this one.</summary>
    public virtual TextTable? Differing => null;

    public abstract IReadOnlyList<TableEvent<TSaga>> Events { get; }

    /// <summary>The constants of the phases that a job can be in; null for a job without.</summary>
    public virtual Type? Phases => null;

    /// <summary>The column that names the changes of status that the machine makes.</summary>
    public virtual string Changes => ToldColumn;

    /// <summary>The statuses in which a job has ended.</summary>
    protected virtual IReadOnlyCollection<string> Ended => [JobStatus.Successful, JobStatus.Failed, JobStatus.Dismissed];

    public abstract SagaStateMachine<TSaga> Machine();

    public abstract Task<LiveJobs<TSaga>> StartAsync();

    /// <summary>A job in a situation of the table; with <see cref="None"/> one that is not there yet.</summary>
    public abstract TSaga Stand(string situation);

    /// <summary>What a column of <see cref="Outcomes"/> says of a job, as it was before or as it is afterwards.</summary>
    protected abstract string Look(string column, TSaga job, Happening<TSaga> happening);

    /// <summary>What a cell means, where it is no more than a word for it.</summary>
    protected virtual string Meaning(string column, string cell, Happening<TSaga> happening) => cell;

    /// <summary>The causes of lines that go before those of the event itself, where the history still lacks them.</summary>
    protected virtual IReadOnlyList<string> Preceding(Happening<TSaga> happening, string word) => [];

    /// <summary>What holds of every job that is there afterwards, whatever the table states.</summary>
    public virtual void Check(Happening<TSaga> happening, TSaga job)
    {
        Assert.That(job.Finished is not null, Is.EqualTo(Ended.Contains(JobStatus.FromState(job.State))), "finished");
        Assert.That(job.Sequence, Is.EqualTo(LastSequence(happening)), "last sequence");
        if (job is IRecordedJob recorded)
            Assert.That(recorded.Entries, Is.EqualTo(happening.History is [.., var line] ? line.Entry : ((IRecordedJob)happening.Before).Entries), "last entry");
    }

    /// <summary>The number that the job's last change must have.</summary>
    protected virtual int LastSequence(Happening<TSaga> happening) =>
        happening.Told is [.., { Status: not null } told] ? told.Sequence : happening.Before.Sequence;

    /// <summary>The word that the table states for the pair.</summary>
    public string Word(string @event, string situation) => (Differing is { } differing && differing.Has(@event) ? differing : Usual)[@event, situation];

    /// <summary>The changes of status that a cell names.</summary>
    public string[] ChangesIn(string cell, string before) =>
        cell.Contains('→', StringComparison.Ordinal) ? cell.Replace("*", before, StringComparison.Ordinal).Split(", ") : [];

    /// <summary>What the table's word means for this pair, written as <see cref="Seen"/> writes what happened.</summary>
    public string Stated(Happening<TSaga> happening)
    {
        var word = Word(happening.Event.Name, happening.Situation);
        string Cell(string column) => Outcomes.Columns.Contains(column) ? Outcomes[word, column] : "";
        string Value(string column) => Cell(column) is "=" ? Look(column, happening.Before, happening) : Meaning(column, Cell(column), happening);

        var told = Cell(ToldColumn);
        if (word == $"no {Noun}" || word == $"unknown {Noun}")
            return told.Length > 0 ? $"no {Noun}; {told}" : $"no {Noun}";
        var before = happening.StatusBefore;
        var changes = ChangesIn(told, before);
        var preceding = Preceding(happening, word);
        var entries = happening.EntriesBefore + preceding.Count;
        return Text(
            Facts.Select(column => (column, Value(column))),
            changes.Length > 0 ? changes.Select((change, i) => $"{change} #{happening.SequenceBefore + i + 1}") : told.Length > 0 ? [told] : [],
            preceding.Select((cause, i) => $"{happening.EntriesBefore + i + 1} {before}→{before} {cause}").Concat(Cell(HistoryColumn) switch
            {
                "" => [],
                "one a change" => Lines(changes),
                "one" => Lines($"{Value("status")}→{Value("status")}"),
                "late" => [$"{entries + 1} {before}→{before} {happening.Event.Cause} late"],
                var lines when ChangesIn(lines, before) is { Length: > 0 } named => Lines(named),
                // A line of each cause: the changes one after the other, and what comes too late for a change.
                var causes when causes.Contains(", ", StringComparison.Ordinal) => causes.Split(", ").Select((cause, i) =>
                    $"{entries + i + 1} {(i < changes.Length ? changes[i] : $"{changes[^1].Split('→')[1]}→{changes[^1].Split('→')[1]}")} {cause}"),
                var cause => [$"{entries + 1} {before}→{before} {cause}"],
            }));

        IEnumerable<string> Lines(params string[] named) => named.Select((change, i) => $"{entries + i + 1} {change} {happening.Event.Cause}");
    }

    public string Seen(Happening<TSaga> happening)
    {
        if (happening.After is not { } job)
            return happening.Fault?.GetType() is { } fault && fault == Unknown ? $"no {Noun}; the caller is told that it is unknown" : $"no {Noun}{happening.Fault}";
        if (happening.Fault is not null)
            return happening.Fault.ToString();
        return Text(
            Facts.Select(column => (column, Look(column, job, happening))),
            happening.Told.Select(told => told.Status is null ? "rejected"
                : told.Sequence == happening.SequenceBefore ? "the same status, same sequence"
                : $"{told.PreviousStatus ?? "-"}→{told.Status} #{told.Sequence}"),
            happening.History.Select(line => $"{line.Entry} {line.FromStatus ?? "-"}→{line.ToStatus} {line.Cause}{(line.Late ? " late" : "")}"));
    }

    public override string ToString() => circumstance;

    /// <summary>The columns that say how the job stands.</summary>
    IEnumerable<string> Facts => Outcomes.Columns.Where(column => column is not ToldColumn and not HistoryColumn && column != Changes);

    static string Text(IEnumerable<(string Column, string Value)> facts, IEnumerable<string> told, IEnumerable<string> history) => string.Join(
        '\n', facts.Append(("told", string.Join(", ", told))).Append(("history", string.Join(", ", history))).Select(fact => $"{fact.Item1,-9}{fact.Item2}"));
}
