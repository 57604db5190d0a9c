namespace OrderSaga.Regards;

/// <summary>Either an answer, or why the message is none.</summary>
/// <param name="Answer">Null if unreadable.</param>
/// <param name="Unreadable">Field, value and rule; null if there is an answer.</param>
public readonly record struct AnswerReading(PatchAnswer? Answer, string? Unreadable);
