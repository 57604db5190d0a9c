using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.SagaStore.Databases;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore;

/// <summary>
/// A durable saga repository that commits many messages at once: one load with row locks, the behaviours in arrival
/// order, one transaction with instances, recorded rows and outbox. A caller is released after the commit of its group.
/// </summary>
/// <remarks>
/// A behaviour that throws costs its own message alone. A transaction that fails for another reason than a transient
/// one is run again message by message, so that one bad row never blocks its neighbours. While the database is away the
/// messages wait; nothing is dropped. When a connection breaks during the commit, the database is asked for the outcome
/// before anything is run again.
/// </remarks>
sealed partial class GroupCommitRepository<TSaga> : BackgroundService, ISagaRepository<TSaga>
    where TSaga : class, IDurableSaga
{
    const int MostRaces = 10;
    const int Crowd = 4;
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    readonly Channel<PendingMessage<TSaga>> _waiting =
        Channel.CreateUnbounded<PendingMessage<TSaga>>(new UnboundedChannelOptions { SingleReader = true });
    readonly StoreDatabase _database;
    readonly StoreModel _model;
    readonly StoreTable _table;
    readonly Relay _relay;
    readonly SagaStoreOptions _options;
    readonly IReadOnlyList<ICommitListener<TSaga>> _listeners;
    readonly SagaStoreState _state;
    readonly ILogger _logger;

    public GroupCommitRepository(
        StoreDatabase database,
        StoreModel model,
        Relay relay,
        IOptions<SagaStoreOptions> options,
        IEnumerable<ICommitListener<TSaga>> listeners,
        SagaStoreState state,
        ILogger<GroupCommitRepository<TSaga>> logger)
    {
        _database = database;
        _model = model;
        _table = model.SagaTable(typeof(TSaga));
        _relay = relay;
        _options = options.Value;
        _listeners = [.. listeners];
        _state = state;
        _logger = logger;
    }

    public async Task Send<T>(ConsumeContext<T> context, ISagaPolicy<TSaga, T> policy, IPipe<SagaConsumeContext<TSaga, T>> next)
        where T : class
    {
        BehaviorScope<TSaga>.Refuse(typeof(T));
        if (context.CorrelationId is not { } id)
            throw new SagaException("The correlation id was not specified", typeof(TSaga), typeof(T));
        var pending = new SagaMessage<TSaga, T>(id, context, policy, next);
        if (!_waiting.Writer.TryWrite(pending))
            pending.Fail(Stopped());
        await pending.Completion;
    }

    /// <summary>Not offered: a query reads past the row locks. Correlate every event by id.</summary>
    public Task SendQuery<T>(
        ConsumeContext<T> context, ISagaQuery<TSaga> query, ISagaPolicy<TSaga, T> policy, IPipe<SagaConsumeContext<TSaga, T>> next)
        where T : class =>
        throw new NotSupportedException($"{typeof(TSaga).Name}: {typeof(T).Name} is correlated by a query; the saga store takes CorrelateById alone.");

    public void Probe(ProbeContext context)
    {
        var scope = context.CreateScope("sagaRepository");
        scope.Add("kind", "group commit");
        scope.Add("table", _table.Name);
        scope.Add("groupSize", _options.GroupSize);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<PendingMessage<TSaga>>(_options.GroupSize);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                // After a crowd more is on its way: a short wait makes one commit of what would be several.
                if (group.Count >= Crowd && group.Count < _options.GroupSize)
                    await Task.Delay(_options.Linger, stoppingToken);
                group.Clear();
                while (group.Count < _options.GroupSize && _waiting.Reader.TryRead(out var pending))
                    group.Add(pending);
                await HandleAsync(group, stoppingToken);
            }
        }
        catch (Exception exception) when (stoppingToken.IsCancellationRequested)
        {
            // Whoever still waits is told below, and its door gives the message back to where it came from.
            LogStopped(_logger, typeof(TSaga).Name, exception.Message);
        }
        finally
        {
            foreach (var pending in group)
                pending.Fail(Stopped());
            Refuse();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // A loop that was stopped before it ever ran has not told its callers.
        if (ExecuteTask is null or { IsCompleted: true })
            Refuse();
    }

    void Refuse()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var pending))
            pending.Fail(Stopped());
    }

    static OperationCanceledException Stopped() => new("The saga store has stopped; whether the message was committed is not known.");

    async Task HandleAsync(List<PendingMessage<TSaga>> group, CancellationToken stop)
    {
        var pause = ShortestPause;
        var races = 0;
        GroupRun<TSaga>? unsure = null;
        while (true)
        {
            var run = unsure ?? new GroupRun<TSaga>(_model, _relay);
            try
            {
                if (unsure?.CommittingTransaction is not { } transaction)
                    await CommitAsync(run, group, stop);
                else if (!await _database.WasCommittedAsync(transaction, stop))
                {
                    unsure = null;
                    run.PutBack();
                    continue;
                }
                _state.Answered(this);
                LogCommitted(_logger, group.Count, typeof(TSaga).Name, run.Changed.Count);
                Tell(run);
                return;
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                run.PutBack();
                throw;
            }
            catch (Exception exception) when (_database.IsTransient(exception))
            {
                if (run.CommittingTransaction is null)
                    run.PutBack();
                else
                    unsure = run;
                _state.Failed(this, exception);
                LogAway(_logger, group.Count, typeof(TSaga).Name, pause, exception.Message);
                await Task.Delay(pause, stop);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (Exception exception) when (races++ < MostRaces && _database.IsLostInsertRace(exception))
            {
                // Another worker inserted one of our instances: the next round loads it and the insert becomes an update.
                run.PutBack();
            }
            catch (Exception exception) when (group.Count == 1)
            {
                _state.Answered(this);
                run.PutBack();
                group[0].Fail(exception);
                return;
            }
            catch (Exception exception)
            {
                run.PutBack();
                LogOneByOne(_logger, exception, group.Count, typeof(TSaga).Name);
                foreach (var pending in group)
                    await HandleAsync([pending], stop);
                return;
            }
        }
    }

    async Task CommitAsync(GroupRun<TSaga> run, List<PendingMessage<TSaga>> group, CancellationToken stop)
    {
        var ids = run.Take(group);
        if (ids.Count == 0)
            return;
        await using var transaction = await _database.BeginAsync(_table, ids, stop);
        await run.RunAsync(transaction.Loaded, _table);
        run.Confirmed = _relay.TakeConfirmed(run.Changes);
        run.CommittingTransaction = transaction.Id;
        // Not cancelled by a stop: a commit on its way is worth waiting for, as its callers then hear the truth.
        await transaction.CommitAsync(run.Changes, CancellationToken.None);
    }

    /// <summary>The transaction is durable: bus, listeners and callers may know.</summary>
    void Tell(GroupRun<TSaga> run)
    {
        _relay.Publish(run.Outbox);
        if (run.Changed.Count > 0)
        {
            foreach (var listener in _listeners)
                Tell(listener, run.Changed);
        }
        run.Release();
    }

    void Tell(ICommitListener<TSaga> listener, IReadOnlyCollection<TSaga> changed)
    {
        try
        {
            listener.Committed(changed);
        }
        catch (Exception exception)
        {
            LogListener(_logger, exception, listener.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database is away; {Count} messages for {Saga} wait {Pause}: {Reason}")]
    static partial void LogAway(ILogger logger, int count, string saga, TimeSpan pause, string reason);

    [LoggerMessage(LogLevel.Warning, "A group of {Count} messages for {Saga} could not be committed; each is tried alone")]
    static partial void LogOneByOne(ILogger logger, Exception exception, int count, string saga);

    [LoggerMessage(LogLevel.Error, "{Listener} failed at what was committed; the commit stands")]
    static partial void LogListener(ILogger logger, Exception exception, string listener);

    [LoggerMessage(LogLevel.Debug, "Committed a group of {Count} messages for {Saga}; {Changed} instances changed")]
    static partial void LogCommitted(ILogger logger, int count, string saga, int changed);

    [LoggerMessage(LogLevel.Debug, "The commit loop of {Saga} stops: {Reason}")]
    static partial void LogStopped(ILogger logger, string saga, string reason);
}
