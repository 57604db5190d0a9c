using OrderSaga.Simulator.Plans;

namespace OrderSaga.Simulator.Scenarios;

/// <summary>How long REGARDS keeps the row of a request, and with it the request id in use.</summary>
enum Keep
{
    /// <summary>Nothing is stored: denied, or never looked at.</summary>
    Nothing,

    /// <summary>Until the last answer: rows vanish after success and notification.</summary>
    UntilDone,

    /// <summary>Rows in ERROR stay and block their id.</summary>
    ForEver
}

/// <summary>The course of one request: who says what when, and what is kept.</summary>
sealed record Scenario(string? Name, Outcome Outcome, Keep Keep, params IReadOnlyList<Step> Steps)
{
    /// <summary>Only the first request for a product takes this course; later ones take the plain one.</summary>
    public bool FirstOnly { get; init; }

    /// <summary>A patch with files gets no PATCH SUCCESS, at most a notification (REGARDS contract: patch processing).</summary>
    public Scenario WithFiles(bool notified)
    {
        if (!Steps.Any(step => step.Saying == Saying.Success))
            return this;

        var steps = Steps.Where(step => step.Saying != Saying.Success).ToList();
        if (notified && !steps.Exists(step => step.Saying is Saying.NotificationSuccess or Saying.NotificationError))
            steps.Add(new Step(Moment.Outcome, Saying.NotificationSuccess));

        return this with { Outcome = Outcome == Outcome.Success ? Outcome.GrantedFiles : Outcome, Steps = steps };
    }

    /// <summary>The outcome comes first, GRANTED a little later.</summary>
    public Scenario Reordered() => this with
    {
        Name = Joined("reordered"),
        Steps = [.. Steps.Select(step => step.Saying == Saying.Granted ? new Step(Moment.Outcome, Saying.Granted, 1) : step)]
    };

    /// <summary>Every answer comes twice.</summary>
    public Scenario Doubled() => this with
    {
        Name = Joined("doubled"),
        Steps = [.. Steps, .. Steps.Select(step => step with { Shift = step.Shift + 2 })]
    };

    /// <summary>A notification follows the success.</summary>
    public Scenario Notified() => this with
    {
        Name = Joined("notified"),
        Steps = [.. Steps, new Step(Moment.Outcome, Saying.NotificationSuccess, 1)]
    };

    string Joined(string word) => Name is null ? word : $"{Name}+{word}";
}

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
