using MassTransit;
using MassTransit.RabbitMqTransport.Topology;
using OrderSaga.RabbitMq;
using OrderSaga.SagaStore.Outbox;
using RabbitMQ.Client;

namespace OrderSaga.Bus;

/// <summary>Publishes our events as plain JSON by the group: what is stored goes over the wire as it is.</summary>
sealed class EventSender(GroupPublisher<IBus> publisher, IEnumerable<IToldEvent> events) : IOutboxSender
{
    const string Json = "application/json";
    /// <summary>The header by which MassTransit carries a trace on.</summary>
    const string ActivityHeader = "MT-Activity-Id";

    readonly Lazy<Dictionary<string, string>> _exchanges = new(() => events.ToDictionary(
        told => told.Name, told => told.ExchangeOn(publisher.Topology).ExchangeName, StringComparer.Ordinal));

    public async Task<IReadOnlyList<Exception?>> SendAsync(IReadOnlyList<OutboxMessage> rows, CancellationToken cancellation)
    {
        var faults = new Exception?[rows.Count];
        var known = new List<int>(rows.Count);
        var messages = new List<PublishedMessage>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (!_exchanges.Value.TryGetValue(rows[i].MessageType, out var exchange))
            {
                faults[i] = new InvalidOperationException($"Outbox row {rows[i].Id} holds {rows[i].MessageType}, which this process does not know.");
                continue;
            }
            known.Add(i);
            messages.Add(new PublishedMessage(exchange, PropertiesOf(rows[i]), rows[i].Body));
        }
        var outcomes = await publisher.PublishAsync(messages, cancellation);
        for (var i = 0; i < known.Count; i++)
            faults[known[i]] = outcomes[i];
        return faults;
    }

    static BasicProperties PropertiesOf(OutboxMessage row)
    {
        var properties = new BasicProperties
        {
            ContentType = Json,
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = row.Id.ToString(),
        };
        using var activity = row.ContinueTrace();
        if (activity?.Id is { } id)
            properties.Headers = new Dictionary<string, object?> { [ActivityHeader] = id };
        return properties;
    }
}

/// <summary>An event of ours.</summary>
interface IToldEvent
{
    /// <summary>As the outbox names it.</summary>
    string Name { get; }

    /// <summary>Has its exchange declared at the start, so that listeners can bind to it before the first event is told.</summary>
    void Declare(IRabbitMqBusFactoryConfigurator bus);

    Exchange ExchangeOn(IRabbitMqBusTopology topology);
}

sealed class ToldEvent<TEvent> : IToldEvent
    where TEvent : class
{
    public string Name => typeof(TEvent).FullName!;

    public void Declare(IRabbitMqBusFactoryConfigurator bus) => bus.Publish<TEvent>();

    public Exchange ExchangeOn(IRabbitMqBusTopology topology) => topology.Publish<TEvent>().Exchange;
}
