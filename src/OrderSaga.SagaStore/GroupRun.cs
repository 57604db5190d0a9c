using System.Reflection;
using OrderSaga.SagaStore.Databases;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore;

/// <summary>One try at a group: runs its behaviours in memory and gathers what the transaction has to write.</summary>
sealed class GroupRun<TSaga>(StoreModel model, Relay relay)
    where TSaga : class, IDurableSaga
{
    readonly List<PendingMessage<TSaga>> _taken = [];
    readonly Dictionary<PendingMessage<TSaga>, Exception> _faults = [];

    public ChangeSet Changes { get; } = new();
    public List<OutboxMessage> Outbox { get; } = [];
    public List<TSaga> Changed { get; } = [];

    /// <summary>Confirmed outbox rows that this run's transaction deletes.</summary>
    public IReadOnlyList<OutboxMessage> Confirmed { get; set; } = [];

    /// <summary>Set from the moment the commit is on its way: if the connection breaks now, only the database knows the outcome.</summary>
    public string? CommittingTransaction { get; set; }

    /// <summary>Binds the messages whose callers still wait; returns their instances' ids in lock order.</summary>
    public IReadOnlyList<Guid> Take(IEnumerable<PendingMessage<TSaga>> group)
    {
        foreach (var pending in group)
        {
            if (pending.TryTake())
                _taken.Add(pending);
        }
        return [.. _taken.Select(pending => pending.CorrelationId).Distinct().Order()];
    }

    /// <summary>Runs the taken messages in arrival order on the loaded instances.</summary>
    public async Task RunAsync(IReadOnlyList<object> loaded, StoreTable table)
    {
        var members = new Dictionary<Guid, GroupMember<TSaga>>();
        foreach (TSaga saga in loaded)
            members[saga.CorrelationId] = new GroupMember<TSaga>(saga);
        foreach (var pending in _taken)
        {
            if (!members.TryGetValue(pending.CorrelationId, out var member))
                members.Add(pending.CorrelationId, member = new GroupMember<TSaga>(null));
            await RunAsync(pending, member);
        }
        // In id order: two workers that insert the same new instances then wait for one another in one direction only.
        foreach (var (_, member) in members.OrderBy(member => member.Key))
            Collect(member, table);
    }

    async Task RunAsync(PendingMessage<TSaga> pending, GroupMember<TSaga> member)
    {
        var output = new BehaviorOutput();
        member.Remember();
        try
        {
            await pending.RunAsync(member, output);
            // All of the output is looked up before any of it counts, so that a faulty message leaves nothing behind.
            var told = output.Messages.ConvertAll(message => relay.Store(message, pending.Trace));
            var rows = output.Rows.ConvertAll(row => (Table: model.Table(row.GetType()), Row: row));
            if (output.BeginsAnew)
                member.BeginAnew();
            Outbox.AddRange(told);
            foreach (var message in told)
                Changes.Insert(model.Outbox, message);
            foreach (var (table, row) in rows)
                Changes.Insert(table, row);
        }
        catch (Exception fault)
        {
            member.PutBack();
            _faults.Add(pending, fault);
        }
    }

    /// <summary>Sorts an instance into inserts, updates and deletions; one that did not change is not written.</summary>
    void Collect(GroupMember<TSaga> member, StoreTable table)
    {
        switch (member.Loaded, member.Instance)
        {
            case (null, { } created):
                Changes.Insert(table, created);
                Changed.Add(created);
                break;
            case ({ } loaded, { } successor) when member.IsReplaced:
                Changes.Delete(table, loaded);
                Changes.Insert(table, successor);
                Changed.Add(successor);
                break;
            case ({ } loaded, { } current) when table.Differs(loaded, current):
                Changes.Update(table, current);
                Changed.Add(current);
                break;
            case ({ } loaded, null):
                Changes.Delete(table, loaded);
                break;
        }
    }

    /// <summary>Lets the callers go, each with its own outcome.</summary>
    public void Release()
    {
        foreach (var message in _taken)
        {
            if (_faults.TryGetValue(message, out var fault))
                message.Fail(fault);
            else
                message.Complete();
        }
    }

    /// <summary>The run did not get through; its messages wait for the next one.</summary>
    public void PutBack()
    {
        relay.GiveBack(Confirmed);
        foreach (var message in _taken)
            message.PutBack();
    }
}

/// <summary>One instance within a group: as it was loaded, as it is now, and as it was before the current message.</summary>
sealed class GroupMember<TSaga>(TSaga? loaded)
    where TSaga : class, IDurableSaga
{
    static readonly Func<object, object> Clone =
        typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object, object>>();

    (TSaga? Instance, bool IsReplaced) _before;

    /// <summary>A copy as loaded, null for a new instance.</summary>
    public TSaga? Loaded { get; } = loaded is null ? null : Copy(loaded);

    public TSaga? Instance { get; private set; } = loaded;

    /// <summary>The loaded instance was completed within the group, or began anew; what is here now, if anything, is written as another one of the same id.</summary>
    public bool IsReplaced { get; private set; }

    public void Add(TSaga instance) => Instance = instance;

    public void Remove()
    {
        Instance = null;
        IsReplaced = true;
    }

    /// <summary>The row is written whole at the end.</summary>
    public void BeginAnew() => IsReplaced = true;

    /// <summary>A deadline is delivered once: unless the behaviour set another one, it is over.</summary>
    public void ClearDeadline(DateTime delivered)
    {
        if (Instance?.Deadline == delivered)
            Instance.Deadline = null;
    }

    /// <summary>Remembers the state before a message.</summary>
    public void Remember() => _before = (Instance is null ? null : Copy(Instance), IsReplaced);

    /// <summary>Back to the state before the message: it threw, or only read.</summary>
    public void PutBack() => (Instance, IsReplaced) = _before;

    static TSaga Copy(TSaga instance) => (TSaga)Clone(instance);
}
