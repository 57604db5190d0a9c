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
/// messages wait; nothing is dropped.
/// </remarks>
sealed partial class GroupCommitRepository<TSaga> : BackgroundService, ISagaRepository<TSaga>
    where TSaga : class, IDurableSaga
{
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
        _table = model.Table(typeof(TSaga));
        _relay = relay;
        _options = options.Value;
        _listeners = [.. listeners];
        _state = state;
        _logger = logger;
    }

    public async Task Send<T>(ConsumeContext<T> context, ISagaPolicy<TSaga, T> policy, IPipe<SagaConsumeContext<TSaga, T>> next)
        where T : class
    {
        if (context.CorrelationId is not { } id)
            throw new SagaException("The correlation id was not specified", typeof(TSaga), typeof(T));
        var pending = new PendingMessage<TSaga, T>(id, context, policy, next);
        if (!_waiting.Writer.TryWrite(pending))
            throw new OperationCanceledException("The saga store has stopped; the message was not taken.");
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
                group.Clear();
                while (group.Count < _options.GroupSize && _waiting.Reader.TryRead(out var pending))
                    group.Add(pending);
                await HandleAsync(group, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: whoever still waits is told below, and its door gives the message back to the broker.
        }
        finally
        {
            _waiting.Writer.TryComplete();
            var stopped = new OperationCanceledException("The saga store stopped before the message was committed.");
            foreach (var pending in group)
                pending.Fail(stopped);
            while (_waiting.Reader.TryRead(out var pending))
                pending.Fail(stopped);
        }
    }

    async Task HandleAsync(List<PendingMessage<TSaga>> group, CancellationToken stop)
    {
        var pause = TimeSpan.FromMilliseconds(50);
        var races = 0;
        while (true)
        {
            try
            {
                await CommitAsync(group, stop);
                _state.Answered();
                return;
            }
            catch (Exception exception) when (!stop.IsCancellationRequested && _database.IsTransient(exception))
            {
                _state.Failed(exception);
                LogAway(_logger, group.Count, typeof(TSaga).Name, pause, exception.Message);
                await Task.Delay(pause, stop);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (Exception exception) when (!stop.IsCancellationRequested && races++ < 3 && _database.IsLostInsertRace(exception))
            {
                // Another worker inserted one of our instances: the next round loads it and the insert becomes an update.
            }
            catch (Exception exception) when (!stop.IsCancellationRequested && group.Count == 1)
            {
                group[0].Fail(exception);
                return;
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                LogOneByOne(_logger, exception, group.Count, typeof(TSaga).Name);
                foreach (var pending in group)
                    await HandleAsync([pending], stop);
                return;
            }
        }
    }

    async Task CommitAsync(List<PendingMessage<TSaga>> group, CancellationToken stop)
    {
        var ids = group.Where(pending => !pending.IsAbandoned).Select(pending => pending.CorrelationId).Distinct().Order().ToList();
        var members = new Dictionary<Guid, GroupMember<TSaga>>(ids.Count);
        var run = new GroupRun<TSaga>(_model, _relay);
        await using (var transaction = await _database.BeginAsync(_table, ids, stop))
        {
            foreach (TSaga saga in transaction.Loaded)
                members[saga.CorrelationId] = new GroupMember<TSaga>(saga);
            foreach (var pending in group)
            {
                if (!members.TryGetValue(pending.CorrelationId, out var member))
                    members.Add(pending.CorrelationId, member = new GroupMember<TSaga>(null));
                await run.RunAsync(pending, member);
            }
            run.Collect(_table, members.Values);
            var confirmed = _relay.TakeConfirmed(run.Changes);
            try
            {
                await transaction.CommitAsync(run.Changes, stop);
            }
            catch
            {
                _relay.GiveBack(confirmed);
                throw;
            }
        }
        _relay.Publish(run.Outbox);
        foreach (var listener in _listeners)
            listener.Committed(run.Changed);
        run.Release();
    }

    [LoggerMessage(LogLevel.Warning, "The database is away; {Count} messages for {Saga} wait {Pause}: {Reason}")]
    static partial void LogAway(ILogger logger, int count, string saga, TimeSpan pause, string reason);

    [LoggerMessage(LogLevel.Warning, "A group of {Count} messages for {Saga} could not be committed; each is tried alone")]
    static partial void LogOneByOne(ILogger logger, Exception exception, int count, string saga);
}
