namespace OrderSaga.SagaStore;

/// <summary>Limits and pauses of the store. The defaults are the measured ones. Checked at the start.</summary>
public sealed class SagaStoreOptions
{
    /// <summary>Most messages in one transaction, at least 1. 100 and 200 measured alike, 500 slower.</summary>
    public int GroupSize { get; set; } = 200;

    /// <summary>
    /// How long a busy store lets messages gather before it takes the next group; a store that sees them one by one never
    /// waits. Fewer, larger groups spare the database and, on a small machine, the broker beside it.
    /// </summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(8);

    /// <summary>How long the process that wrote an outbox row has to publish it before a sweep of any process sends it again. Longer than <see cref="PublishTimeout"/>.</summary>
    public TimeSpan OutboxLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause between two sweeps of outbox and deadlines.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait for the broker's confirms of one group; then the unconfirmed rows wait for the sweep.</summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Most rows that one sweep takes, at least 1.</summary>
    public int SweepSize { get; set; } = 500;

    /// <summary>Messages whose publish is under way. Beyond it rows are left to the sweep, so that an absent broker costs no memory.</summary>
    public int MaxPublishing { get; set; } = 20_000;
}
