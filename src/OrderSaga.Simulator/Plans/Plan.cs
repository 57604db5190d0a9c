using OrderSaga.Simulator.Answers;

namespace OrderSaga.Simulator.Plans;

/// <summary>An answer and the moment it is due.</summary>
public sealed record PlannedAnswer(DateTimeOffset Due, Answer Answer);

/// <summary>Everything that will come of one request.</summary>
/// <param name="Request">What was seen of the request, for the log.</param>
/// <param name="Outcome">What it comes to.</param>
/// <param name="Reason">Why it did not take the plain course: the rule it broke, or the fault it asked for.</param>
/// <param name="Answers">In the order they are due.</param>
public sealed record Plan(SeenRequest Request, Outcome Outcome, string? Reason, params IReadOnlyList<PlannedAnswer> Answers);

/// <summary>The figures of a request that a log line needs; null where it had none or they could not be read.</summary>
public sealed record SeenRequest(
    DateTimeOffset At,
    string? RequestId,
    string? Tenant,
    string? Owner,
    string? Urn,
    string? ProviderId,
    string? RequestDate);
