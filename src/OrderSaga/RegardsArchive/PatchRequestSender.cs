using System.Net.Mime;
using MassTransit;
using OrderSaga.Regards.Requests;
using OrderSaga.Regards.Values;

namespace OrderSaga.RegardsArchive;

/// <summary>Names the exchange of patch requests to MassTransit; the body is the REGARDS library's own.</summary>
/// <remarks>Public, as all that goes over a broker: the exchange of a type that is not, MassTransit declares as a temporary one.</remarks>
[EntityName(RegardsExchanges.PatchRequests)]
public sealed record FeatureUpdateRequest;

/// <summary>Publishes patch requests as REGARDS reads them (REGARDS contract: safe sending profile).</summary>
/// <remarks>
/// The RabbitMQ client adds a header of its own, <c>x-dotnet-pub-seq-no</c> (a number), by which it matches confirms and
/// returns. Without it there are none; REGARDS reads only the headers it knows by name, so it does no harm there.
/// </remarks>
sealed class PatchRequestSender(IRegardsBus bus)
{
    static readonly FeatureUpdateRequest Request = new();

    ISendEndpoint? _endpoint;

    /// <summary>Returns when the broker has confirmed the request, and throws when no queue took it (<c>mandatory</c>).</summary>
    public async Task SendAsync(PatchMessage message, CancellationToken cancellation)
    {
        var endpoint = _endpoint ??= await bus.GetPublishSendEndpoint<FeatureUpdateRequest>();
        await endpoint.Send(Request, Pipe.Execute<SendContext<FeatureUpdateRequest>>(context =>
        {
            context.Serializer = new PatchBody(message);
            context.Durable = true;
            foreach (var (name, value) in message.Headers)
                context.Headers.Set(name, value);
            if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            {
                rabbit.BasicProperties.ContentEncoding = message.ContentEncoding;
                rabbit.BasicProperties.Priority = message.Priority;
                rabbit.Mandatory = true;
            }
        }), cancellation).WaitAsync(cancellation);
    }

    sealed class PatchBody(PatchMessage message) : IMessageSerializer
    {
        public ContentType ContentType { get; } = new(message.ContentType);

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new BytesMessageBody(message.Body.ToArray());
    }
}
