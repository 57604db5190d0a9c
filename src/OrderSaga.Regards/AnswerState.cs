namespace OrderSaga.Regards;

/// <summary>REGARDS knows these four states and no others.</summary>
public enum AnswerState
{
    /// <summary>No known state; only in answers of <see cref="AnswerKind.Other"/>.</summary>
    None,
    Granted,
    Denied,
    Success,
    Error,
}
