using OrderSaga.Gateway.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Gateway.Events;

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
