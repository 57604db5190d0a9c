using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Gateway.Events;

/// <summary>
/// Tells listeners of jobs: at once what this process commits, and at intervals what others changed, all jobs with
/// listeners read in one query a kind, however many listen.
/// </summary>
sealed class JobWatch(StoreWait store, IOptions<GatewayOptions> options, TimeProvider time, ILogger<JobWatch> logger)
    : Loop(options.Value.EventInterval, time, logger)
{
    const int PageSize = 1000;

    readonly ConcurrentDictionary<Guid, ConcurrentDictionary<JobListener, bool>> _listeners = new();

    /// <summary>Begins to listen; the job's changes after the state that is given are heard.</summary>
    public JobListener Listen(Job job)
    {
        var listener = new JobListener(job, Leave);
        while (true)
        {
            var listeners = _listeners.GetOrAdd(job.Id, _ => new ConcurrentDictionary<JobListener, bool>());
            listeners[listener] = true;
            // The last other listener may have taken the entry away in between.
            if (_listeners.TryGetValue(job.Id, out var kept) && kept == listeners)
                return listener;
        }
    }

    /// <summary>Whether anybody listens to the job.</summary>
    public bool IsHeard(Guid jobId) => _listeners.ContainsKey(jobId);

    public void Tell(Job job)
    {
        if (!_listeners.TryGetValue(job.Id, out var listeners))
            return;
        foreach (var listener in listeners.Keys)
            listener.Offer(job);
    }

    protected override async Task RoundAsync(CancellationToken stop)
    {
        var heard = _listeners.Values.SelectMany(listeners => listeners.Keys.Take(1)).GroupBy(listener => listener.Kind, listener => listener.Id);
        foreach (var kind in heard)
        {
            foreach (var ids in kind.Chunk(PageSize))
            {
                foreach (var job in await store.ForAsync(token => kind.Key.FindAsync(ids, token), stop))
                    Tell(job);
            }
        }
    }

    void Leave(JobListener listener)
    {
        if (!_listeners.TryGetValue(listener.Id, out var listeners))
            return;
        listeners.TryRemove(listener, out _);
        if (listeners.IsEmpty && _listeners.TryRemove(KeyValuePair.Create(listener.Id, listeners)) && !listeners.IsEmpty)
        {
            // Somebody came while the entry was taken away.
            foreach (var late in listeners.Keys)
                _listeners.GetOrAdd(late.Id, _ => new ConcurrentDictionary<JobListener, bool>())[late] = true;
        }
    }
}

/// <summary>Passes on what this process commits of jobs with listeners.</summary>
/// <param name="watch">Who listens.</param>
/// <param name="view">The saga seen as a job; called in the commit loop, so it must be quick.</param>
sealed class CommittedJobs<TSaga>(JobWatch watch, Func<TSaga, Job> view) : ICommitListener<TSaga>
    where TSaga : class, IDurableSaga
{
    public void Committed(IReadOnlyCollection<TSaga> changed)
    {
        foreach (var saga in changed)
        {
            if (watch.IsHeard(saga.CorrelationId))
                watch.Tell(view(saga));
        }
    }
}
