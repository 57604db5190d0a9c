using System.Diagnostics;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;

namespace OrderSaga.SagaStore.Outbox;

/// <summary>How published events look on the wire.</summary>
public enum EventFormat
{
    /// <summary>The message alone as <c>application/json</c>: any client can read it.</summary>
    Json,

    /// <summary>MassTransit's envelope, for listeners that are MassTransit endpoints with default settings.</summary>
    Envelope,
}

/// <summary>The wire format of published events, as registered.</summary>
sealed record OutboxFormat(EventFormat Value);

/// <summary>The message types that behaviours may tell, by a name that stays readable in the outbox table.</summary>
sealed class OutgoingMessages
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = false,
    };

    readonly Dictionary<Type, IOutgoing> _byType = [];
    readonly Dictionary<string, IOutgoing> _byName = [];

    public OutgoingMessages(IEnumerable<IOutgoing> types)
    {
        foreach (var type in types)
        {
            _byType[type.Type] = type;
            _byName[type.Type.FullName!] = type;
        }
    }

    public OutboxMessage Store(object message, DateTime now, DateTime leaseUntil, ActivityContext? trace) =>
        _byType.TryGetValue(message.GetType(), out var type)
            ? new OutboxMessage(message, type.Type.FullName!, type.Write(message), now, leaseUntil, trace)
            : throw new InvalidOperationException(
                $"{message.GetType().FullName} is told by a behaviour but not registered; add Publishes<{message.GetType().Name}>() to the saga store.");

    /// <summary>Publishes the stored body; returns when the broker has confirmed it.</summary>
    public Task PublishAsync(IBus bus, OutboxMessage row, EventFormat format, CancellationToken cancellation) =>
        _byName.TryGetValue(row.MessageType, out var type)
            ? type.PublishAsync(bus, row, format, cancellation)
            : throw new InvalidOperationException($"Outbox row {row.Id} holds {row.MessageType}, which this process does not know.");
}

interface IOutgoing
{
    Type Type { get; }

    byte[] Write(object message);

    Task PublishAsync(IBus bus, OutboxMessage row, EventFormat format, CancellationToken cancellation);
}

sealed class Outgoing<TMessage> : IOutgoing
    where TMessage : class
{
    ISendEndpoint? _endpoint;

    public Type Type => typeof(TMessage);

    public byte[] Write(object message) => JsonSerializer.SerializeToUtf8Bytes((TMessage)message, OutgoingMessages.Json);

    public async Task PublishAsync(IBus bus, OutboxMessage row, EventFormat format, CancellationToken cancellation)
    {
        var endpoint = _endpoint ??= await bus.GetPublishSendEndpoint<TMessage>();
        var message = row.Message as TMessage ?? JsonSerializer.Deserialize<TMessage>(row.Body, OutgoingMessages.Json)!;
        await endpoint.Send(message, Pipe.Execute<SendContext<TMessage>>(context =>
        {
            context.MessageId = row.Id;
            context.Durable = true;
            if (format == EventFormat.Json)
                context.Serializer = new StoredBody(row.Body);
        }), cancellation);
    }
}

/// <summary>Sends the stored bytes as they are: what was committed is what is told, and nothing is serialised twice.</summary>
sealed class StoredBody(byte[] body) : IMessageSerializer
{
    static readonly ContentType JsonContentType = new("application/json");

    public ContentType ContentType => JsonContentType;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => new BytesMessageBody(body);
}
