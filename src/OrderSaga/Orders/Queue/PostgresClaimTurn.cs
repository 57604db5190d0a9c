using System.Data;
using Npgsql;
using NpgsqlTypes;
using OrderSaga.SagaStore.Sql;
using static OrderSaga.Orders.Queue.OrderTable;

namespace OrderSaga.Orders.Queue;

/// <summary>Three round trips a page: look, read the heads, claim; one more when the window is counted.</summary>
sealed class PostgresClaimTurn(Session session, DispatchQueue.Claim claim, OwnerLimits limits) : ClaimTurn
{
    readonly NpgsqlConnection _connection = (NpgsqlConnection)session.Connection;
    bool _begun;
    bool _ended;

    public override async Task<Waiting> LookAsync(CancellationToken cancellation)
    {
        await using var batch = _connection.CreateBatch();
        var first = !_begun;
        if (first)
        {
            // From here on there may be something to roll back.
            _begun = true;
            batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(ByIndex));
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresClaim.Window));
        batch.BatchCommands.Add(Command(
            PostgresClaim.Queues, new() { Value = claim.Size }, new() { Value = claim.Window }, new() { Value = limits.Share.Percent },
            new() { Value = limits.UsualMost }, Texts(limits.Own.Select(own => own.Owner)), Numbers(limits.Own.Select(own => own.Most))));
        await PostgresDatabase.PrepareAsync(batch, cancellation);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (first)
            await reader.NextResultAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            throw new InvalidOperationException("The table dispatch_window has lost its row.");
        var (taken, countedAt) = (reader.GetInt32("taken"), reader.GetDateTime("counted_at"));
        await reader.NextResultAsync(cancellation);
        var owners = new Dictionary<string, OwnerUse>(StringComparer.Ordinal);
        var queues = new List<WaitingQueue>();
        while (await reader.ReadAsync(cancellation))
            queues.Add(new WaitingQueue(reader.GetInt32("priority"), OwnerOf(reader, owners)));
        return new Waiting(taken, countedAt, queues);
    }

    public override Task RecountAsync(CancellationToken cancellation) => RunAsync([Command(PostgresClaim.Recount)], cancellation);

    public override async Task<IReadOnlyList<HourUse>> CountHourAsync(IReadOnlyCollection<OwnerUse> owners, CancellationToken cancellation)
    {
        await using var batch = _connection.CreateBatch();
        batch.BatchCommands.Add(Command(PostgresClaim.Hour, Texts(owners.Select(owner => owner.Owner))));
        await PostgresDatabase.PrepareAsync(batch, cancellation);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var hours = new List<HourUse>();
        while (await reader.ReadAsync(cancellation))
            hours.Add(new HourUse(reader.GetString("owner"), reader.GetInt32("sent"), reader.Time("first")));
        return hours;
    }

    public override async Task<IReadOnlyList<IReadOnlyList<Guid>>> HeadsAsync(
        IReadOnlyList<(WaitingQueue Queue, int Most)> asked, int most, CancellationToken cancellation)
    {
        await using var batch = _connection.CreateBatch();
        batch.BatchCommands.Add(Command(
            PostgresClaim.Heads, Numbers(asked.Select(a => a.Queue.Priority)), Texts(asked.Select(a => a.Queue.Owner.Owner)), Numbers(asked.Select(a => a.Most)),
            new() { Value = (long)most }));
        var heads = asked.Select(_ => new List<Guid>()).ToList();
        await PostgresDatabase.PrepareAsync(batch, cancellation);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            heads[(int)reader.GetInt64("place") - 1].Add(reader.GetGuid("correlation_id"));
        return heads;
    }

    public override async Task<IReadOnlyList<Order>> EndAsync(FairPage page, IReadOnlyCollection<OwnerUse> counted, CancellationToken cancellation)
    {
        var commands = new List<NpgsqlBatchCommand>();
        if (counted.Count > 0)
        {
            commands.Add(Command(
                PostgresClaim.SaveHour, Texts(counted.Select(owner => owner.Owner)),
                Numbers(counted.Select(owner => owner.SentInHour!.Value - owner.Taken)),
                ArrayOf(counted.Select(owner => owner.HeldUntil).ToArray(), NpgsqlDbType.TimestampTz)));
        }
        if (page.Orders.Count > 0)
        {
            commands.Add(Command(
                PostgresClaim.Claim, new() { Value = claim.Until }, ArrayOf(page.Orders.ToArray(), NpgsqlDbType.Uuid),
                new() { Value = page.Turn }));
        }
        commands.Add(new NpgsqlBatchCommand("COMMIT"));
        var orders = await RunAsync(commands, cancellation);
        _ended = true;
        return orders;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (_begun && !_ended && _connection.FullState.HasFlag(ConnectionState.Open))
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", _connection);
                await rollback.ExecuteNonQueryAsync();
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or InvalidOperationException)
        {
            // The session is gone, and its transaction with it.
        }
        finally
        {
            await session.DisposeAsync();
        }
    }

    /// <summary>Runs the commands; the orders that one of them returns.</summary>
    async Task<IReadOnlyList<Order>> RunAsync(IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken cancellation)
    {
        await using var batch = _connection.CreateBatch();
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        var orders = new List<Order>();
        await PostgresDatabase.PrepareAsync(batch, cancellation);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        do
        {
            while (await reader.ReadAsync(cancellation))
                orders.Add(ReadRequested(reader));
        }
        while (await reader.NextResultAsync(cancellation));
        return orders;
    }

    OwnerUse OwnerOf(NpgsqlDataReader row, Dictionary<string, OwnerUse> known)
    {
        var name = row.GetString("owner");
        if (known.TryGetValue(name, out var owner))
            return owner;
        owner = limits.UseOf(name, row.GetInt32("in_flight"), row.GetInt32("sent_in_hour"), row.Time("hour_counted_at"), row.Time("held_until"), claim.Now);
        known.Add(name, owner);
        return owner;
    }

    NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = claim.Now });
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    static NpgsqlParameter Texts(IEnumerable<string> values) => ArrayOf(values.ToArray(), NpgsqlDbType.Text);

    static NpgsqlParameter Numbers(IEnumerable<int> values) => ArrayOf(values.ToArray(), NpgsqlDbType.Integer);

    static NpgsqlParameter ArrayOf<T>(T[] values, NpgsqlDbType type) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
