using System.Data;
using System.Data.Common;
using OrderSaga.SagaStore.Sql;
using static OrderSaga.Orders.Queue.OrderTable;

namespace OrderSaga.Orders.Queue;

/// <summary>The writer's turn at the file is the dispatcher's turn at the queues.</summary>
sealed class SqliteClaimTurn(Session session, DispatchQueue.Claim claim, OwnerLimits limits) : ClaimTurn
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly Dictionary<string, DbCommand> _commands = [];
    Dictionary<string, OwnerUse> _owners = [];

    public override Task<Waiting> LookAsync(CancellationToken cancellation)
    {
        _owners = new(StringComparer.Ordinal);
        using var window = Command(SqliteClaim.Window).ExecuteReader();
        if (!window.Read())
            throw new InvalidOperationException("The table dispatch_window has lost its row.");
        var (taken, countedAt, turn) = (window.GetInt32("taken"), window.Time("counted_at")!.Value, window.GetString("turn"));
        return Task.FromResult(new Waiting(taken, countedAt, Queues(claim.Window - taken, turn)));
    }

    /// <summary>As many queues as hold a page's worth of owners that may send, and those between them that may not.</summary>
    List<WaitingQueue> Queues(int free, string turn)
    {
        var queues = new List<WaitingQueue>();
        if (free <= 0)
            return queues;
        var sendable = 0;
        foreach (var priority in Levels())
        {
            foreach (var name in OwnersFrom(priority, turn))
            {
                if (sendable == claim.Size)
                    return queues;
                if (HeadOf(priority, name, most: 1).Count == 0)
                    continue;
                var owner = UseOf(name);
                queues.Add(new WaitingQueue(priority, owner));
                if (owner.HasPlace(limits.Share, free) && !(owner.HeldUntil > claim.Now))
                    sendable++;
            }
        }
        return queues;
    }

    IEnumerable<int> Levels()
    {
        var below = int.MaxValue;
        while (Command(SqliteClaim.Level, ("@priority", below)).ExecuteScalar() is long priority)
            yield return below = (int)priority;
    }

    /// <summary>The owners behind <paramref name="turn"/>, then the others up to it.</summary>
    IEnumerable<string> OwnersFrom(int priority, string turn)
    {
        for (var owner = Next(turn); owner is not null; owner = Next(owner))
            yield return owner;
        for (var owner = Next(""); owner is not null && string.CompareOrdinal(owner, turn) <= 0; owner = Next(owner))
            yield return owner;

        string? Next(string after) => Command(SqliteClaim.Owner, ("@priority", priority), ("@owner", after)).ExecuteScalar() as string;
    }

    OwnerUse UseOf(string name)
    {
        if (_owners.TryGetValue(name, out var owner))
            return owner;
        using var use = Command(SqliteClaim.Use, ("@owner", name)).ExecuteReader();
        owner = use.Read()
            ? limits.UseOf(name, use.GetInt32("in_flight"), use.GetInt32("sent_in_hour"), use.Time("hour_counted_at"), use.Time("held_until"), claim.Now)
            : limits.UseOf(name, 0, 0, null, null, claim.Now);
        _owners.Add(name, owner);
        return owner;
    }

    public override Task RecountAsync(CancellationToken cancellation)
    {
        foreach (var statement in SqliteClaim.Recount)
            Command(statement, ("@now", claim.Now)).ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<HourUse>> CountHourAsync(IReadOnlyCollection<OwnerUse> owners, CancellationToken cancellation)
    {
        var hours = new List<HourUse>();
        foreach (var owner in owners)
        {
            using var row = Command(SqliteClaim.Hour, ("@owner", owner.Owner), ("@since", claim.Now - Hour), ("@now", claim.Now)).ExecuteReader();
            row.Read();
            hours.Add(new HourUse(owner.Owner, row.GetInt32("sent"), row.Time("first")));
        }
        return Task.FromResult<IReadOnlyList<HourUse>>(hours);
    }

    public override Task<IReadOnlyList<IReadOnlyList<Guid>>> HeadsAsync(
        IReadOnlyList<(WaitingQueue Queue, int Most)> asked, int most, CancellationToken cancellation)
    {
        var heads = new List<IReadOnlyList<Guid>>();
        var left = most;
        foreach (var (queue, wanted) in asked)
        {
            var head = left == 0 ? [] : HeadOf(queue.Priority, queue.Owner.Owner, Math.Min(wanted, left));
            left -= head.Count;
            heads.Add(head);
        }
        return Task.FromResult<IReadOnlyList<IReadOnlyList<Guid>>>(heads);
    }

    List<Guid> HeadOf(int priority, string owner, int most)
    {
        var head = new List<Guid>();
        using var rows = Command(SqliteClaim.Heads, ("@priority", priority), ("@owner", owner), ("@now", claim.Now), ("@most", most)).ExecuteReader();
        while (rows.Read())
            head.Add(rows.GetGuid("correlation_id"));
        return head;
    }

    public override async Task<IReadOnlyList<Order>> EndAsync(FairPage page, IReadOnlyCollection<OwnerUse> counted, CancellationToken cancellation)
    {
        foreach (var owner in counted)
        {
            Command(
                SqliteClaim.SaveHour, ("@owner", owner.Owner), ("@sent", owner.SentInHour!.Value - owner.Taken), ("@now", claim.Now),
                ("@held", owner.HeldUntil)).ExecuteNonQuery();
        }
        var orders = new List<Order>();
        foreach (var id in page.Orders)
        {
            using var row = Command(SqliteClaim.Claim, ("@until", claim.Until), ("@id", id)).ExecuteReader();
            if (row.Read())
                orders.Add(ReadRequested(row));
        }
        foreach (var order in orders)
            Command(SqliteClaim.CountOwner, ("@owner", order.Owner)).ExecuteNonQuery();
        if (page.Turn is { } turn)
            Command(SqliteClaim.CountWindow, ("@taken", orders.Count), ("@turn", turn)).ExecuteNonQuery();
        await session.CommitAsync();
        return orders;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
            await command.DisposeAsync();
        await session.DisposeAsync();
    }

    /// <summary>The statement, prepared once a turn.</summary>
    DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands.Add(sql, command = session.Command(sql, parameters));
            return command;
        }
        foreach (var (name, value) in parameters)
            command.Parameters[name].Value = value ?? DBNull.Value;
        return command;
    }
}
