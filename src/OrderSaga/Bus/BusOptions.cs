using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.Bus;

public enum BusTransport
{
    /// <summary>Inside the process: no broker, nothing survives the exit but what is in the store.</summary>
    InMemory,
    RabbitMq,
}

public enum QueueType
{
    Classic,
    Quorum,
}

/// <summary>Section <c>Bus</c>.</summary>
public sealed class BusOptions
{
    public BusTransport Transport { get; set; } = BusTransport.InMemory;

    /// <summary>Broker and virtual host of upstream systems.</summary>
    public string Uri { get; set; } = "amqp://guest:guest@localhost:5672/ordersaga";

    /// <summary>Type of our own queues.</summary>
    public QueueType QueueType { get; set; } = QueueType.Classic;

    /// <summary>How events look on the wire.</summary>
    public EventFormat EventFormat { get; set; } = EventFormat.Json;

    /// <summary>Messages taken from a queue before the first is acknowledged; two to three groups of the saga store.</summary>
    public ushort Prefetch { get; set; } = 500;

    /// <summary>A bus that is down so long while its broker answers is stuck: the worker then ends, to be started again.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromMinutes(1);
}
