using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.SagaStore.Databases;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Outbox;

/// <summary>
/// Publishes outbox rows after their commit, many at once. Confirmed rows are deleted in the transaction of the next
/// group; what is not confirmed stays in the table for the sweep.
/// </summary>
sealed partial class Relay(
    OutgoingMessages outgoing,
    IBus bus,
    StoreDatabase database,
    StoreModel model,
    IOptions<SagaStoreOptions> options,
    OutboxFormat format,
    TimeProvider time,
    ILogger<Relay> logger)
{
    readonly ConcurrentQueue<OutboxMessage> _confirmed = new();
    readonly StoreTable _table = model.Outbox;
    int _publishing;

    /// <summary>Messages whose publish is under way.</summary>
    public int Publishing => Volatile.Read(ref _publishing);

    /// <summary>The outbox row of a told message, to be inserted in the group's transaction.</summary>
    public OutboxMessage Store(object message)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return outgoing.Store(message, now, now + options.Value.OutboxLease);
    }

    /// <summary>Starts publishing rows that are committed. Returns at once; beyond the bound rows are left to the sweep.</summary>
    public void Publish(IReadOnlyList<OutboxMessage> rows)
    {
        if (rows.Count == 0 || Publishing > options.Value.MaxPublishing)
            return;
        Interlocked.Add(ref _publishing, rows.Count);
        foreach (var row in rows)
            _ = PublishOneAsync(row);
    }

    /// <summary>Publishes and awaits all; used by the sweep.</summary>
    public Task PublishAllAsync(IReadOnlyList<OutboxMessage> rows)
    {
        Interlocked.Add(ref _publishing, rows.Count);
        return Task.WhenAll(rows.Select(PublishOneAsync));
    }

    async Task PublishOneAsync(OutboxMessage row)
    {
        using var timeout = new CancellationTokenSource(options.Value.PublishTimeout);
        try
        {
            await outgoing.PublishAsync(bus, row, format.Value, timeout.Token).WaitAsync(timeout.Token);
            _confirmed.Enqueue(row);
        }
        catch (Exception exception)
        {
            // Nothing is lost: the row stays, and the sweep sends it when its lease is over.
            LogRefused(logger, row.MessageType, row.Id, exception.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _publishing);
        }
    }

    /// <summary>Moves the confirmed rows into <paramref name="changes"/> as deletions. If that transaction fails, give them back.</summary>
    public IReadOnlyList<OutboxMessage> TakeConfirmed(ChangeSet changes)
    {
        if (_confirmed.IsEmpty)
            return [];
        var rows = new List<OutboxMessage>();
        while (_confirmed.TryDequeue(out var row))
        {
            rows.Add(row);
            changes.Delete(_table, row);
        }
        return rows;
    }

    public void GiveBack(IReadOnlyList<OutboxMessage> rows)
    {
        foreach (var row in rows)
            _confirmed.Enqueue(row);
    }

    /// <summary>Deletes confirmed rows now, when no group comes by to do it.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var changes = new ChangeSet();
        var rows = TakeConfirmed(changes);
        if (rows.Count == 0)
            return;
        try
        {
            await database.WriteAsync(changes, cancellation);
        }
        catch
        {
            GiveBack(rows);
            throw;
        }
    }

    /// <summary>Leases rows whose lease is over (a crash, a broker away) and publishes them.</summary>
    /// <returns>The number of rows taken.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await database.LeaseAsync(_table, now, now + options.Value.OutboxLease, options.Value.SweepSize, cancellation);
        if (rows.Count > 0)
        {
            LogSwept(logger, rows.Count);
            await PublishAllAsync([.. rows.Cast<OutboxMessage>()]);
        }
        return rows.Count;
    }

    [LoggerMessage(LogLevel.Warning, "Publishing {MessageType} {MessageId} was not confirmed ({Reason}); its outbox row waits for the sweep")]
    static partial void LogRefused(ILogger logger, string messageType, Guid messageId, string reason);

    [LoggerMessage(LogLevel.Information, "Sending {Count} outbox rows whose lease was over")]
    static partial void LogSwept(ILogger logger, int count);
}

/// <summary>The wire format of published events, as registered.</summary>
sealed record OutboxFormat(EventFormat Value);
