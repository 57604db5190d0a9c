using RabbitMQ.Client;

namespace OrderSaga.RabbitMq;

/// <summary>A message that is to be published.</summary>
/// <param name="Exchange">Name of the exchange; the routing key is empty, as for a fanout.</param>
/// <param name="Properties">With a <see cref="IReadOnlyBasicProperties.MessageId"/> of its own, by which a returned message is known.</param>
/// <param name="Body">Not to be changed before the message is confirmed.</param>
/// <param name="Mandatory">Whether a message that reaches no queue is refused.</param>
public sealed record PublishedMessage(string Exchange, BasicProperties Properties, ReadOnlyMemory<byte> Body, bool Mandatory = false);

/// <summary>The broker has no queue for a mandatory message.</summary>
public sealed class UnroutableException(string exchange) : Exception($"No queue is bound to {exchange}.");

/// <summary>The broker did not take a message, or did not say that it has.</summary>
public sealed class UnconfirmedException(string reason, Exception? cause = null) : Exception(reason, cause);
