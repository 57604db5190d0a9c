using OrderSaga.SagaStore;

namespace OrderSaga.Jobs;

/// <summary>A saga that clients see as an OGC job: what the job list sorts and filters by. All times UTC.</summary>
public interface IJobSaga : IDurableSaga
{
    /// <summary>Name of the machine's state; stored as the OGC status.</summary>
    string State { get; }

    DateTime Created { get; }
    DateTime? Started { get; }
    DateTime? Finished { get; }

    /// <summary>When its client removed the finished job; it is shown as dismissed from then on.</summary>
    DateTime? RemovedAt { get; }
}
