using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.SagaStore.Databases;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Outbox;

/// <summary>
/// Publishes outbox rows after their commit, many at once. Confirmed rows are deleted in the transaction of the next
/// group; what is not confirmed stays in the table for the sweep.
/// </summary>
/// <remarks>
/// A process without a bus, or whose bus has not started yet, writes its rows without a lease: the next sweep of any
/// process with a bus sends them. What is published before a bus has started would miss its own endpoints. A process that
/// stops does the same, as a stopped in-memory bus swallows what it is given.
/// </remarks>
sealed partial class Relay(
    OutgoingMessages outgoing,
    IServiceProvider services,
    StoreDatabase database,
    StoreModel model,
    IOptions<SagaStoreOptions> options,
    IOutboxSender sender,
    TimeProvider time,
    ILogger<Relay> logger) : IDisposable
{
    /// <summary>Milliseconds between two looks at a bus that has not started yet.</summary>
    const int HealthInterval = 20;

    readonly ConcurrentQueue<OutboxMessage> _confirmed = new();
    readonly StoreTable _table = model.Outbox;
    readonly SagaStoreOptions _options = options.Value;
    readonly Lock _order = new();
    readonly SemaphoreSlim _flush = new(1, 1);
    // Late, as the bus's own endpoints may lead to the store.
    readonly Lazy<IBus?> _bus = new(services.GetService<IBus>);
    readonly CancellationToken _stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
    Task _starting = Task.CompletedTask;
    int _publishing;
    int _refused;
    string? _refusal;
    long _nextCheck;
    volatile bool _hasStarted;

    /// <summary>Messages whose publish is under way.</summary>
    public int Publishing => Volatile.Read(ref _publishing);

    /// <summary>Whether there is a bus, it has been healthy once and the process is not stopping. Later outages are met by retries.</summary>
    public bool IsOpen
    {
        get
        {
            if (_stopping.IsCancellationRequested || _bus.Value is not { } bus)
                return false;
            if (_hasStarted)
                return true;
            var now = Environment.TickCount64;
            if (now < Interlocked.Read(ref _nextCheck))
                return false;
            Interlocked.Exchange(ref _nextCheck, now + HealthInterval);
            return _hasStarted = bus is not IBusControl control || control.CheckHealth().Status == BusHealthStatus.Healthy;
        }
    }

    /// <summary>The outbox row of a told message, to be inserted in the group's transaction.</summary>
    public OutboxMessage Store(object message, ActivityContext? trace)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return outgoing.Store(message, now, IsOpen ? now + _options.OutboxLease : now, trace);
    }

    /// <summary>Starts publishing rows that are committed, group after group. Returns at once; beyond the bound rows are left to the sweep.</summary>
    public void Publish(IEnumerable<OutboxMessage> rows)
    {
        // A row without a lease was written before the bus had started, and is any sweep's.
        var ours = rows.Where(row => row.LeaseUntil > row.CreatedAt).ToList();
        if (ours.Count == 0 || Publishing > _options.MaxPublishing)
            return;
        Interlocked.Add(ref _publishing, ours.Count);
        lock (_order)
            _starting = _starting.ContinueWith(_ => { _ = PublishAllAsync(ours); }, TaskScheduler.Default);
    }

    async Task PublishAllAsync(List<OutboxMessage> rows)
    {
        using var timeout = new CancellationTokenSource(_options.PublishTimeout);
        try
        {
            var faults = await sender.SendAsync(rows, timeout.Token);
            for (var i = 0; i < rows.Count; i++)
            {
                if (faults[i] is { } fault)
                    Refuse(rows[i], fault);
                else
                    _confirmed.Enqueue(rows[i]);
            }
        }
        catch (Exception exception)
        {
            foreach (var row in rows)
                Refuse(row, exception);
        }
        finally
        {
            Interlocked.Add(ref _publishing, -rows.Count);
        }
    }

    /// <summary>Nothing is lost: the row stays, and the sweep sends it when its lease is over.</summary>
    void Refuse(OutboxMessage row, Exception fault)
    {
        Interlocked.Increment(ref _refused);
        _refusal = $"{row.MessageType} {row.Id}: {fault.Message}";
    }

    /// <summary>Moves the confirmed rows into <paramref name="changes"/> as deletions. If that transaction fails, give them back.</summary>
    public IReadOnlyList<OutboxMessage> TakeConfirmed(ChangeSet changes)
    {
        var rows = new List<OutboxMessage>();
        while (_confirmed.TryDequeue(out var row))
            rows.Add(row);
        // In id order, so that two processes that both sent a row do not wait for one another crosswise.
        foreach (var row in rows.OrderBy(row => row.Id))
            changes.Delete(_table, row);
        return rows;
    }

    public void GiveBack(IReadOnlyList<OutboxMessage> rows)
    {
        foreach (var row in rows)
            _confirmed.Enqueue(row);
    }

    /// <summary>
    /// Deletes confirmed rows now, when no group comes by to do it. Whoever comes while another does so waits for it: when
    /// the last one of a process returns, nobody is at the database any more.
    /// </summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        await _flush.WaitAsync(cancellation);
        try
        {
            await DeleteConfirmedAsync(cancellation);
        }
        finally
        {
            _flush.Release();
        }
    }

    public void Dispose() => _flush.Dispose();

    async Task DeleteConfirmedAsync(CancellationToken cancellation)
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
        if (!IsOpen)
            return 0;
        var now = time.GetUtcNow().UtcDateTime;
        var found = await database.LeaseAsync(_table, nameof(OutboxMessage.LeaseUntil), now, now + _options.OutboxLease, _options.SweepSize, cancellation);
        if (found.Count == 0)
            return 0;
        var rows = found.Cast<OutboxMessage>().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToList();
        LogSwept(logger, rows.Count);
        Interlocked.Add(ref _publishing, rows.Count);
        await PublishAllAsync(rows).WaitAsync(cancellation);
        return rows.Count;
    }

    /// <summary>One line for all messages that were refused since the last report: a broker that is away refuses thousands.</summary>
    public void Report()
    {
        if (Interlocked.Exchange(ref _refused, 0) is > 0 and var count)
            LogRefused(logger, count, _refusal);
    }

    [LoggerMessage(LogLevel.Warning, "The broker did not confirm {Count} messages; their outbox rows wait for the sweep. The last was {Refusal}")]
    static partial void LogRefused(ILogger logger, int count, string? refusal);

    [LoggerMessage(LogLevel.Information, "Sending {Count} outbox rows whose lease was over")]
    static partial void LogSwept(ILogger logger, int count);
}
