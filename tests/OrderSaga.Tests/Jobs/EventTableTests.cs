using System.Reflection;
using NUnit.Framework;
using OrderSaga.Jobs;

namespace OrderSaga.Tests.Jobs;

/// <summary>Runs a table on the live machine: all pairs at once, then one test looks at each.</summary>
public abstract class EventTableRun<TSaga>
    where TSaga : class, IJobSaga
{
    readonly EventTable<TSaga> _table;
    Dictionary<(string Event, string Situation), Happening<TSaga>> _happenings = null!;

    private protected EventTableRun(EventTable<TSaga> table) => _table = table;

    [OneTimeSetUp]
    public async Task Run()
    {
        var happenings = (
            from happening in _table.Events
            from situation in _table.Usual.Columns
            select new Happening<TSaga>(situation, happening, _table.Stand(situation))).ToList();
        await using var live = await _table.StartAsync();
        await live.InsertAsync(happenings.Where(happening => !happening.IsNew).Select(happening => happening.Before));
        await Task.WhenAll(happenings.Select(happening => HappenAsync(live, happening)));

        var (jobs, history, told, callbacks) = (await live.AllAsync(), await live.HistoryAsync(), await live.ToldAsync(), await live.CallbacksAsync());
        foreach (var happening in happenings)
        {
            happening.After = jobs.GetValueOrDefault(happening.Before.CorrelationId);
            happening.History = [.. history[happening.Before.CorrelationId]];
            happening.Told = [.. told[happening.Before.CorrelationId]];
            happening.Callbacks = [.. callbacks[happening.Before.CorrelationId]];
        }
        _happenings = happenings.ToDictionary(happening => (happening.Event.Name, happening.Situation));
    }

    private protected void Look(string @event, string situation)
    {
        var happening = _happenings[(@event, situation)];
        Assert.That(_table.Seen(happening), Is.EqualTo(_table.Stated(happening)).NoClip);
        if (happening.After is not { } job)
            return;
        using (Assert.EnterMultipleScope())
            _table.Check(happening, job);
    }

    private protected static IEnumerable<TestCaseData> PairsOf(TextTable table) =>
        from row in table.Rows
        from column in table.Columns
        select new TestCaseData(row, column);

    static async Task HappenAsync(LiveJobs<TSaga> live, Happening<TSaga> happening)
    {
        try
        {
            await live.SendAsync(happening.Event.For(happening.Before));
        }
        catch (Exception fault)
        {
            happening.Fault = fault;
        }
    }
}

/// <summary>A new state, phase or event without a stated outcome fails here.</summary>
public abstract class EventTableCheck<TSaga>
    where TSaga : class, IJobSaga
{
    readonly IReadOnlyList<EventTable<TSaga>> _circumstances;

    private protected EventTableCheck(IReadOnlyList<EventTable<TSaga>> circumstances) => _circumstances = circumstances;

    EventTable<TSaga> Table => _circumstances[0];

    [Test]
    public void Every_event_of_the_machine_has_a_row() =>
        Assert.That(Table.Events.Select(e => e.MachineEvent).Distinct(), Is.EquivalentTo(Table.Machine().Events.Select(e => e.Name)));

    [Test]
    public void Every_row_has_a_message() =>
        Assert.That(Table.Usual.Rows, Is.EquivalentTo(Table.Events.Select(e => e.Name)));

    [Test]
    public void Every_state_of_the_machine_has_a_column()
    {
        // "none" is the machine's Initial; no job ever reaches Final, as a finished one stays readable.
        var machine = Table.Machine();
        var states = machine.States.Where(state => state != machine.Initial && state != machine.Final).Select(state => state.Name.ToLowerInvariant());
        Assert.That(Situations("status"), Is.EquivalentTo(states));
    }

    [Test]
    public void Every_phase_has_a_column()
    {
        var phases = Table.Phases?.GetFields(BindingFlags.Public | BindingFlags.Static).Select(phase => phase.GetRawConstantValue()) ?? [];
        Assert.That(Table.Phases is null ? [] : Situations("phase"), Is.EquivalentTo(phases));
    }

    [Test]
    public void Every_situation_is_a_column_of_every_table() =>
        Assert.That(Tables.Select(table => table.Columns), Is.All.EqualTo(new[] { EventTable<TSaga>.None }.Concat(Table.Situations.Rows)));

    [Test]
    public void Every_cell_holds_a_stated_outcome_and_every_outcome_is_used()
    {
        var words = from table in Tables from row in table.Rows from column in table.Columns select table[row, column];
        Assert.That(words.Distinct(), Is.EquivalentTo(Table.Outcomes.Rows));
    }

    /// <summary>The machine's own changes of status, of which its diagram is drawn.</summary>
    [Test]
    public void The_machine_has_the_changes_of_status_that_the_table_states_and_no_others()
    {
        var stated =
            from table in _circumstances
            from row in table.Events
            from situation in table.Usual.Columns
            let before = situation == EventTable<TSaga>.None ? "-" : table.Situations[situation, "status"]
            from change in table.ChangesIn(table.Outcomes[table.Word(row.Name, situation), table.Changes], before)
            let ends = change.Split('→')
            where ends[0] != ends[1]
            select new StatusEdge(ends[0] == "-" ? null : ends[0], ends[1], row.MachineEvent);
        Assert.That(StatusEdges.Of(Table.Machine()), Is.EquivalentTo(stated.Distinct()));
    }

    IEnumerable<string> Situations(string column) => Table.Situations.Rows.Select(situation => Table.Situations[situation, column]).Distinct();

    IEnumerable<TextTable> Tables => _circumstances.SelectMany(table => table.Differing is { } differing ? [table.Usual, differing] : new[] { table.Usual });
}
