namespace OrderSaga.Reading;

/// <summary>A message that can't be understood, now or later: it goes whole to <c>&lt;queue&gt;_error</c> at once.</summary>
public abstract class UnreadableException(string text) : Exception(text);

/// <summary>A message body that holds no JSON object of the type that is wanted.</summary>
public sealed class UnreadableMessageException(string reason) : UnreadableException($"The message can't be read: {reason}");
