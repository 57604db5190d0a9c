namespace OrderSaga.Simulator.Scenarios;

/// <summary>The two moments of a request's life that answers are told from.</summary>
enum Moment
{
    /// <summary>Intake: GRANTED or DENIED.</summary>
    Grant,

    /// <summary>The patch itself, never before the request date.</summary>
    Outcome
}

/// <summary>What is said at a step.</summary>
enum Saying
{
    Granted,
    Denied,
    DeniedDuplicate,
    Success,
    Error,
    SecondError,
    UnknownUrn,
    NotificationSuccess,
    NotificationError,
    OtherOwner,
    OtherTenant,
    BrokenJson,
    NotJson,
    UnknownState
}

/// <summary>One answer of a scenario; <paramref name="Shift"/> counts <see cref="Gap"/>s before (negative) or after the moment.</summary>
readonly record struct Step(Moment Moment, Saying Saying, int Shift = 0)
{
    /// <summary>Distance between answers that a scenario wants in a certain order.</summary>
    public static TimeSpan Gap { get; } = TimeSpan.FromMilliseconds(20);
}
