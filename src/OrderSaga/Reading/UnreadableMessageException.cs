using OrderSaga.Bus;

namespace OrderSaga.Reading;

/// <summary>A message body that holds no JSON object; it goes whole to the error queue.</summary>
public sealed class UnreadableMessageException(string reason) : UnreadableException($"The message can't be read: {reason}");
