using MassTransit.Mediator;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.SagaStore.Databases;

namespace OrderSaga.SagaStore.Sweeps;

/// <summary>Sends <see cref="DeadlinePassed{TSaga}"/> to instances whose deadline is over.</summary>
/// <remarks>An instance whose behaviour throws is tried again after a growing pause, and does not stand in the way of the others.</remarks>
sealed partial class DeadlineSweep<TSaga>(
    StoreDatabase database,
    StoreModel model,
    IMediator mediator,
    SagaStoreState state,
    IOptions<SagaStoreOptions> options,
    TimeProvider time,
    ILogger<DeadlineSweep<TSaga>> logger) : StoreSweep(state, options, time, logger)
    where TSaga : class, IDurableSaga
{
    static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    readonly Dictionary<DueInstance, (DateTime Until, TimeSpan Pause)> _failing = [];
    readonly ILogger _logger = logger;

    protected override async Task SweepAsync(CancellationToken cancellation)
    {
        var table = model.SagaTable(typeof(TSaga));
        var now = Time.GetUtcNow().UtcDateTime;
        var seen = new HashSet<DueInstance>();
        var page = new List<DueInstance>();
        var last = DueInstance.None;
        do
        {
            page.Clear();
            page.AddRange(await database.DueAsync(table, now, last, Options.SweepSize, cancellation));
            seen.UnionWith(page.Where(_failing.ContainsKey));
            var faults = await Task.WhenAll(page.Where(due => !IsPausing(due, now)).Select(due => DeliverAsync(due, now, cancellation)));
            foreach (var (due, fault) in faults)
                Remember(due, fault, now);
            if (page.Count > 0)
                last = page[^1];
        }
        while (page.Count == Options.SweepSize);
        foreach (var settled in _failing.Where(failing => failing.Value.Until <= now && !seen.Contains(failing.Key)).ToList())
            _failing.Remove(settled.Key);
    }

    bool IsPausing(DueInstance due, DateTime now) => _failing.TryGetValue(due, out var failing) && failing.Until > now;

    async Task<(DueInstance Due, Exception? Fault)> DeliverAsync(DueInstance due, DateTime now, CancellationToken cancellation)
    {
        try
        {
            await mediator.Send(new DeadlinePassed<TSaga>(due.Id, due.Deadline, now), cancellation);
            return (due, null);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return (due, exception);
        }
    }

    void Remember(DueInstance due, Exception? fault, DateTime now)
    {
        if (fault is null)
        {
            _failing.Remove(due);
            return;
        }
        var pause = _failing.TryGetValue(due, out var failing) ? failing.Pause * 2 : Options.SweepInterval * 10;
        pause = pause < LongestRest ? pause : LongestRest;
        _failing[due] = (now + pause, pause);
        LogFault(_logger, fault, typeof(TSaga).Name, due.Id, pause);
    }

    [LoggerMessage(LogLevel.Error, "{Saga} {Id} failed at its deadline; it is tried again in {Pause}")]
    static partial void LogFault(ILogger logger, Exception exception, string saga, Guid id, TimeSpan pause);
}
