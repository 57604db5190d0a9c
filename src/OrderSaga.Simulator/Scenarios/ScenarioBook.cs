using static OrderSaga.Simulator.Scenarios.Moment;
using static OrderSaga.Simulator.Scenarios.Saying;
using Outcome = OrderSaga.Simulator.Plans.Outcome;

namespace OrderSaga.Simulator.Scenarios;

/// <summary>Every course a request can take, by the token in its product's name. The table is the documentation of the tokens.</summary>
static class ScenarioBook
{
    public static Scenario Plain { get; } = new(null, Outcome.Success, Keep.UntilDone, new Step(Grant, Granted), new Step(Moment.Outcome, Success));

    /// <summary>What happens to a request that is refused by a share of the settings.</summary>
    public static Scenario DeniedByShare { get; } = new("denied-share", Outcome.Denied, Keep.Nothing, new Step(Grant, Denied));

    public static Scenario ErrorByShare { get; } =
        new("error-share", Outcome.Error, Keep.ForEver, new Step(Grant, Granted), new Step(Moment.Outcome, Error));

    public static Scenario SilentByShare { get; } = new("silent-share", Outcome.Silent, Keep.Nothing);

    /// <summary><c>properties</c> absent: granted, then the job fails without an event and the row stays in ERROR.</summary>
    public static Scenario NoProperties { get; } = new("no-properties", Outcome.GrantedOnly, Keep.ForEver, new Step(Grant, Granted));

    public static Scenario UnknownUrnFound { get; } =
        new("unknown-urn", Outcome.Error, Keep.ForEver, new Step(Grant, Granted), new Step(Moment.Outcome, UnknownUrn));

    public static IReadOnlyDictionary<string, Scenario> ByToken { get; } = new Scenario[]
    {
        // Intake
        new("SIM-DENIED", Outcome.Denied, Keep.Nothing, new Step(Grant, Denied)),
        new("SIM-DENIED-ONCE", Outcome.Denied, Keep.Nothing, new Step(Grant, Denied)) { FirstOnly = true },
        new("SIM-DENIED-DUPLICATE", Outcome.Denied, Keep.Nothing, new Step(Grant, DeniedDuplicate)),
        new("SIM-DENIED-AFTER-GRANTED", Outcome.Success, Keep.UntilDone,
            new Step(Grant, Granted), new Step(Grant, DeniedDuplicate, 1), new Step(Moment.Outcome, Success)),
        new("SIM-SILENT", Outcome.Silent, Keep.Nothing),
        new("SIM-SILENT-ONCE", Outcome.Silent, Keep.Nothing) { FirstOnly = true },
        new("SIM-GRANTED-ONLY", Outcome.GrantedOnly, Keep.ForEver, new Step(Grant, Granted)),
        new("SIM-GRANTED-TWICE", Outcome.Success, Keep.UntilDone,
            new Step(Grant, Granted), new Step(Grant, Granted, 1), new Step(Moment.Outcome, Success)),
        new("SIM-NO-GRANTED", Outcome.Success, Keep.UntilDone, new Step(Moment.Outcome, Success)),

        // Outcome
        new("SIM-ERROR", Outcome.Error, Keep.ForEver, new Step(Grant, Granted), new Step(Moment.Outcome, Error)),
        new("SIM-ERROR-ONCE", Outcome.Error, Keep.ForEver, new Step(Grant, Granted), new Step(Moment.Outcome, Error)) { FirstOnly = true },
        new("SIM-ERROR-TWICE", Outcome.Error, Keep.ForEver,
            new Step(Grant, Granted), new Step(Moment.Outcome, Error), new Step(Moment.Outcome, SecondError, 1)),
        new("SIM-ERROR-THEN-SUCCESS", Outcome.Success, Keep.UntilDone,
            new Step(Grant, Granted), new Step(Moment.Outcome, Error), new Step(Moment.Outcome, Success, 5)),
        new("SIM-UNKNOWN-URN", Outcome.Error, Keep.ForEver, new Step(Grant, Granted), new Step(Moment.Outcome, UnknownUrn)),
        new("SIM-SUCCESS-FIRST", Outcome.Success, Keep.UntilDone, new Step(Moment.Outcome, Success), new Step(Moment.Outcome, Granted, 1)),
        new("SIM-SUCCESS-TWICE", Outcome.Success, Keep.UntilDone,
            new Step(Grant, Granted), new Step(Moment.Outcome, Success), new Step(Moment.Outcome, Success, 1)),
        new("SIM-NOTIFICATION", Outcome.Success, Keep.UntilDone,
            new Step(Grant, Granted), new Step(Moment.Outcome, Success), new Step(Moment.Outcome, NotificationSuccess, 1)),
        new("SIM-NOTIFICATION-ERROR", Outcome.Success, Keep.UntilDone,
            new Step(Grant, Granted), new Step(Moment.Outcome, Success), new Step(Moment.Outcome, NotificationError, 1)),

        // Noise on the answer exchange around a plain course
        new("SIM-OTHER-OWNER", Outcome.Success, Keep.UntilDone,
            new Step(Grant, OtherOwner, -2), new Step(Grant, OtherTenant, -1), new Step(Grant, Granted), new Step(Moment.Outcome, Success)),
        new("SIM-GARBAGE", Outcome.Success, Keep.UntilDone,
            new Step(Grant, BrokenJson, -2), new Step(Grant, NotJson, -1), new Step(Grant, Granted), new Step(Moment.Outcome, Success)),
        new("SIM-UNKNOWN-STATE", Outcome.Success, Keep.UntilDone,
            new Step(Grant, Granted), new Step(Grant, UnknownState, 1), new Step(Moment.Outcome, Success))
    }.ToDictionary(scenario => scenario.Name!, StringComparer.Ordinal);
}
