using OrderSaga.Simulator.Answers;
using OrderSaga.Simulator.Intake;
using OrderSaga.Simulator.Plans;

namespace OrderSaga.Simulator.Scenarios;

/// <summary>Turns a scenario's steps into the answers of one request.</summary>
/// <param name="Tenant">Of the request, as the answers bear it.</param>
/// <param name="RequestId">As above.</param>
/// <param name="Owner">As above.</param>
/// <param name="ProviderId">As above; null where the request had none.</param>
/// <param name="Urn">As above.</param>
/// <param name="GrantAt">When GRANTED or DENIED is told.</param>
/// <param name="OutcomeAt">When the patch is done.</param>
sealed record Script(string Tenant, string RequestId, string Owner, string? ProviderId, string? Urn, DateTimeOffset GrantAt, DateTimeOffset OutcomeAt)
{
    public IReadOnlyList<PlannedAnswer> Play(Scenario scenario) =>
        [.. scenario.Steps.Select(step => new PlannedAnswer(Due(step), Say(step.Saying))).OrderBy(planned => planned.Due)];

    DateTimeOffset Due(Step step) => (step.Moment == Moment.Grant ? GrantAt : OutcomeAt) + step.Shift * Step.Gap;

    Answer Say(Saying saying) => saying switch
    {
        Saying.Granted => Plain("GRANTED"),
        Saying.Denied => Plain("DENIED", "[error.patch.non.alterable.property.message] a property of the patch may not be altered"),
        Saying.DeniedDuplicate => Plain("DENIED", Denials.IdInUse),
        Saying.Success => Plain("SUCCESS"),
        Saying.Error => Plain("ERROR", "The product could not be patched"),
        Saying.SecondError => Plain("ERROR", "Storage failed for a file of the product"),
        Saying.UnknownUrn => Plain("ERROR", $"No product has the URN {Urn}"),
        Saying.NotificationSuccess => Notification("SUCCESS"),
        Saying.NotificationError => Notification("ERROR"),
        Saying.OtherOwner => Plain("ERROR", "The request of somebody else failed") with { RequestOwner = Owner + "-other" },
        Saying.OtherTenant => Plain("DENIED", "[error.unknown.model.message] somebody else's model is not known") with { Tenant = Tenant + "-other" },
        Saying.BrokenJson => new Answer(Tenant) { Garbage = $"{{\"type\":\"PATCH\",\"requestId\":\"{RequestId}\",\"state\":" },
        Saying.NotJson => new Answer(Tenant) { Garbage = "%PDF-1.7 \u0000 this is no event" },
        Saying.UnknownState => Plain("POSTPONED"),
        _ => throw new ArgumentOutOfRangeException(nameof(saying), saying, null)
    };

    Answer Plain(string state, params string[] errors) => new(Tenant)
    {
        RequestId = RequestId,
        RequestOwner = Owner,
        Id = ProviderId,
        Urn = Urn,
        State = state,
        Errors = errors.Length == 0 ? null : errors
    };

    Answer Notification(string state) =>
        new(Tenant) { Type = Answer.Notification, RequestId = RequestId, RequestOwner = Owner, Urn = Urn, State = state };
}
