using OrderSaga.SagaStore.Outbox;
using OrderSaga.Settings;

namespace OrderSaga.Bus;

/// <summary>What carries messages between the service, upstream systems and the archive.</summary>
public enum BusTransport
{
    /// <summary>Inside the process: no broker, nothing survives the exit but what is in the store.</summary>
    InMemory,

    /// <summary>A RabbitMQ broker, at <see cref="BusOptions.Uri"/>.</summary>
    RabbitMq,
}

/// <summary>RabbitMQ's kinds of durable queue. One that is there already is not changed: with another kind the start fails.</summary>
public enum QueueType
{
    /// <summary>On one node of the broker.</summary>
    Classic,

    /// <summary>Replicated over the nodes of a cluster, without priorities.</summary>
    Quorum,
}

/// <summary>Section <c>Bus</c>.</summary>
public sealed class BusOptions
{
    /// <summary>What carries messages.</summary>
    public BusTransport Transport { get; set; } = BusTransport.InMemory;

    /// <summary>Broker and virtual host of upstream systems.</summary>
    public string Uri { get; set; } = "amqp://guest:guest@localhost:5672/ordersaga";

    /// <summary>Type of our own queues.</summary>
    public QueueType QueueType { get; set; } = QueueType.Classic;

    /// <summary>How events look on the wire.</summary>
    public EventFormat EventFormat { get; set; } = EventFormat.Json;

    /// <summary>Messages taken from a queue before the first is acknowledged; two to three groups of the saga store.</summary>
    public ushort Prefetch { get; set; } = 500;

    /// <summary>Bytes of the largest message that is read; a larger one goes whole to <c>&lt;queue&gt;_error</c>.</summary>
    public int LargestMessage { get; set; } = 8 * 1024 * 1024;

    /// <summary>Bytes of messages that are read at once, over all queues; further ones wait their turn unparsed.</summary>
    public long BytesAtWork { get; set; } = 64 * 1024 * 1024;

    /// <summary>A bus that is down so long while its broker answers is stuck: the worker then ends, to be started again.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>The rules of <see cref="BusOptions"/>.</summary>
public sealed class BusRules() : SettingsRules<BusOptions>("Bus")
{
    /// <inheritdoc/>
    protected override void Check(BusOptions options)
    {
        Must(Enum.IsDefined(options.Transport), nameof(options.Transport), options.Transport, "must be InMemory or RabbitMq");
        Must(Enum.IsDefined(options.QueueType), nameof(options.QueueType), options.QueueType, "must be Classic or Quorum");
        Must(Enum.IsDefined(options.EventFormat), nameof(options.EventFormat), options.EventFormat, "must be Json or Envelope");
        Between(nameof(options.Prefetch), options.Prefetch, 1, ushort.MaxValue);
        Between(nameof(options.LargestMessage), options.LargestMessage, 1024, 1024 * 1024 * 1024);
        Between(nameof(options.BytesAtWork), options.BytesAtWork, options.LargestMessage, 1L << 40);
        Positive(nameof(options.GiveUpAfter), options.GiveUpAfter);
        if (options.Transport == BusTransport.RabbitMq)
            Amqp(nameof(options.Uri), options.Uri);
    }
}
