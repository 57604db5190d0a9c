using System.Net.Mime;
using System.Text;
using MassTransit;
using MassTransit.Serialization;

namespace OrderSaga.Bus;

/// <summary>
/// Leaves the body to the consumer, whatever it is: so nothing is parsed twice, what belongs to others is dropped
/// unparsed, and each door alone decides what it can't read. The message itself is an empty object.
/// </summary>
sealed class BodyDeserializer : IMessageDeserializer, ISerializerFactory
{
    static readonly MessageBody Nothing = new BytesMessageBody(Encoding.UTF8.GetBytes("{}"));

    readonly SystemTextJsonRawMessageSerializer _json = new(RawSerializerOptions.AnyMessageType);

    public ContentType ContentType => SystemTextJsonRawMessageSerializer.JsonContentType;

    public IMessageDeserializer CreateDeserializer() => this;

    public IMessageSerializer CreateSerializer() => _json;

    // Foreign headers mean nothing to MassTransit: a stray message id of another form must not make a message unreadable.
    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, _json.Deserialize(Nothing, EmptyHeaders.Instance, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        _json.Deserialize(Nothing, EmptyHeaders.Instance, destinationAddress);

    public MessageBody GetMessageBody(string text) => _json.GetMessageBody(text);

    public void Probe(ProbeContext context) => context.CreateScope("body");
}
