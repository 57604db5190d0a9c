using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;

namespace OrderSaga.SagaStore.Outbox;

/// <summary>Sends the stored bytes as they are: what was committed is what is told, and nothing is serialised twice.</summary>
sealed class StoredBody(byte[] body) : IMessageSerializer
{
    static readonly ContentType JsonContentType = new("application/json");

    public ContentType ContentType => JsonContentType;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => new BytesMessageBody(body);
}
