namespace OrderSaga.SagaStore;

/// <summary>Limits and pauses of the store. The defaults are the measured ones.</summary>
public sealed class SagaStoreOptions
{
    /// <summary>Most messages in one transaction. 100 and 200 measured alike, 500 slower.</summary>
    public int GroupSize { get; set; } = 200;

    /// <summary>How long the process that wrote an outbox row has to publish it before a sweep of any process sends it again.</summary>
    public TimeSpan OutboxLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause between two sweeps of outbox and deadlines.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait for the broker's confirm of one message; then the row waits for the sweep.</summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Most rows that one sweep takes.</summary>
    public int SweepSize { get; set; } = 500;

    /// <summary>Messages whose publish is under way. Beyond it rows are left to the sweep, so that an absent broker costs no memory.</summary>
    public int MaxPublishing { get; set; } = 20_000;
}
