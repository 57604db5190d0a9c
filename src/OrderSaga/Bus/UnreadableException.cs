namespace OrderSaga.Bus;

/// <summary>A message that can't be understood, now or later: it goes whole to <c>&lt;queue&gt;_error</c> at once.</summary>
public abstract class UnreadableException(string text) : Exception(text);
