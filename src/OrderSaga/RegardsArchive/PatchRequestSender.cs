using System.Net.Mime;
using MassTransit;
using OrderSaga.RabbitMq;
using OrderSaga.Regards.Requests;
using OrderSaga.Regards.Values;
using RabbitMQ.Client;

namespace OrderSaga.RegardsArchive;

/// <summary>Names the exchange of patch requests to MassTransit; the body is the REGARDS library's own.</summary>
[EntityName(RegardsExchanges.PatchRequests)]
public sealed record FeatureUpdateRequest;

/// <summary>Publishes patch requests as REGARDS reads them (REGARDS contract: safe sending profile).</summary>
interface IPatchRequestSender
{
    /// <summary>Publishes requests in their order.</summary>
    /// <param name="messages">The requests.</param>
    /// <param name="cancellation">What is not confirmed by then counts as not sent.</param>
    /// <returns>For each what kept the broker from taking it for sure, null for nothing; <see cref="UnroutableException"/> when no queue took it.</returns>
    Task<IReadOnlyList<Exception?>> SendAsync(IReadOnlyList<PatchMessage> messages, CancellationToken cancellation);
}

/// <summary>Over RabbitMQ, a page with one wait for its confirms.</summary>
sealed class PatchRequestPublisher(GroupPublisher<IRegardsBus> publisher) : IPatchRequestSender
{
    public Task<IReadOnlyList<Exception?>> SendAsync(IReadOnlyList<PatchMessage> messages, CancellationToken cancellation) =>
        publisher.PublishAsync([.. messages.Select(Publishable)], cancellation);

    static PublishedMessage Publishable(PatchMessage message) => new(
        RegardsExchanges.PatchRequests,
        new BasicProperties
        {
            ContentType = message.ContentType,
            ContentEncoding = message.ContentEncoding,
            DeliveryMode = DeliveryModes.Persistent,
            Priority = message.Priority,
            MessageId = Guid.CreateVersion7().ToString(),
            Headers = message.Headers.ToDictionary(header => header.Key, header => (object?)header.Value, StringComparer.Ordinal),
        },
        message.Body,
        Mandatory: true);
}

/// <summary>Inside the process, to the stand-in.</summary>
sealed class PatchRequestEndpoint(IRegardsBus bus) : IPatchRequestSender
{
    static readonly FeatureUpdateRequest Request = new();

    ISendEndpoint? _endpoint;

    public async Task<IReadOnlyList<Exception?>> SendAsync(IReadOnlyList<PatchMessage> messages, CancellationToken cancellation) =>
        await Task.WhenAll(messages.Select(message => SendAsync(message, cancellation)));

    async Task<Exception?> SendAsync(PatchMessage message, CancellationToken cancellation)
    {
        try
        {
            var endpoint = _endpoint ??= await bus.GetPublishSendEndpoint<FeatureUpdateRequest>();
            await endpoint.Send(Request, Pipe.Execute<SendContext<FeatureUpdateRequest>>(context =>
            {
                context.Serializer = new PatchBody(message);
                context.Durable = true;
                foreach (var (name, value) in message.Headers)
                    context.Headers.Set(name, value);
            }), cancellation).WaitAsync(cancellation);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    sealed class PatchBody(PatchMessage message) : IMessageSerializer
    {
        public ContentType ContentType { get; } = new(message.ContentType);

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new BytesMessageBody(message.Body.ToArray());
    }
}
