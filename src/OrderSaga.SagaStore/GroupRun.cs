using OrderSaga.SagaStore.Databases;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore;

/// <summary>One try at a group: runs its behaviours in memory and gathers what the transaction has to write.</summary>
sealed class GroupRun<TSaga>(StoreModel model, Relay relay)
    where TSaga : class, IDurableSaga
{
    readonly List<(PendingMessage<TSaga> Message, Exception? Fault)> _ran = [];

    public ChangeSet Changes { get; } = new();
    public List<OutboxMessage> Outbox { get; } = [];
    public List<TSaga> Changed { get; } = [];

    public async Task RunAsync(PendingMessage<TSaga> pending, GroupMember<TSaga> member)
    {
        if (pending.IsAbandoned)
        {
            pending.Abandon();
            return;
        }
        var output = new BehaviorOutput();
        member.Remember();
        try
        {
            await pending.RunAsync(member, output);
            var told = output.Messages.ConvertAll(relay.Store);
            Outbox.AddRange(told);
            foreach (var row in told)
                Changes.Insert(model.Outbox, row);
            foreach (var row in output.Rows)
                Changes.Insert(model.Table(row.GetType()), row);
            _ran.Add((pending, null));
        }
        catch (Exception fault)
        {
            member.PutBack();
            _ran.Add((pending, fault));
        }
    }

    /// <summary>Sorts the instances into inserts, updates and deletions; those that did not change are not written.</summary>
    public void Collect(StoreTable table, IEnumerable<GroupMember<TSaga>> members)
    {
        foreach (var member in members)
        {
            switch (member.Loaded, member.Instance)
            {
                case (null, { } created):
                    Changes.Insert(table, created);
                    Changed.Add(created);
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
    }

    /// <summary>Lets the callers go, each with its own outcome.</summary>
    public void Release()
    {
        foreach (var (message, fault) in _ran)
        {
            if (fault is null)
                message.Complete();
            else
                message.Fail(fault);
        }
    }
}
