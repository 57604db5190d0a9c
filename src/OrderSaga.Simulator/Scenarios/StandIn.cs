using OrderSaga.Simulator.Answers;
using OrderSaga.Simulator.Intake;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Wire;

namespace OrderSaga.Simulator.Scenarios;

/// <summary>
/// Decides what becomes of a patch request: the intake of the feature manager, check by check in its order, and then the course its
/// product name or the settings ask for. Nothing is sent here; the plan says which answers are due when. Thread-safe.
/// </summary>
public sealed class StandIn(StandInSettings settings, TimeProvider time)
{
    readonly Lot _lot = new(settings);
    readonly StoredRequests _stored = new(settings.MaxStored);
    readonly Lock _gate = new();

    public Plan Decide(RawRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);

        var headers = request.Headers;
        var now = time.GetUtcNow();
        var seen = new SeenRequest(now, Shown(headers.RequestId), Shown(headers.Tenant), Shown(headers.RequestOwner), null, null,
            Shown(headers.RequestDate));

        if (headers.Tenant is not string tenant)
            return new Plan(seen, Outcome.Silent, "no tenant");
        if (settings.Tenants.Count > 0 && !settings.Tenants.Contains(tenant, StringComparer.Ordinal))
            return new Plan(seen, Outcome.Silent, "tenant not active");

        var reading = PatchRequestReader.Read(request.Body);
        if (reading.Request is { } read)
            seen = seen with { Urn = read.Urn, ProviderId = read.ProviderId };

        return reading switch
        {
            { Readability: Readability.Unreadable } => DecideUnreadable(headers, tenant, seen, reading.Why),
            { Readability: Readability.Readable, Request: { } patch } => DecideReadable(headers, tenant, patch, seen),
            _ => new Plan(seen, Outcome.Silent, reading.Why)
        };
    }

    // Only the headers are left to answer with; without a request id there is nobody to tell.
    Plan DecideUnreadable(RequestHeaders headers, string tenant, SeenRequest seen, string? why)
    {
        if (headers.RequestId is null)
            return new Plan(seen, Outcome.Silent, why);
        if (headers.RequestId is not string requestId || headers.RequestOwner is not (null or string))
            return new Plan(seen, Outcome.DeadLettered, "a request header is no AMQP string");

        var denial = new Answer(tenant)
        {
            RequestId = requestId,
            RequestOwner = headers.RequestOwner as string,
            State = "DENIED",
            Errors = [$"The message could not be converted\n--> type: 'NOT_CONVERTED_MESSAGE'\n--> text: '{why}'"]
        };
        return new Plan(seen, Outcome.DeniedUnreadable, why, new PlannedAnswer(seen.At + settings.GrantDelay, denial));
    }

    Plan DecideReadable(RequestHeaders headers, string tenant, ReceivedPatch patch, SeenRequest seen)
    {
        if (Poison.InHeaders(headers, out var date) is { } poison)
            return new Plan(seen, Outcome.DeadLettered, poison);

        var errors = Denials.Of(headers, patch, settings);
        lock (_gate)
        {
            if (headers.RequestId is string used && _stored.IsInUse(tenant, used, seen.At))
                errors.Add(Denials.IdInUse);
            if (errors.Count > 0)
                return Deny(headers, tenant, patch, seen, errors);
            if (Poison.InRow(headers, patch) is { } unfit)
                return new Plan(seen, Outcome.DeadLettered, unfit);

            return Accept((string)headers.RequestId!, (string)headers.RequestOwner!, tenant, patch, date, seen);
        }
    }

    Plan Deny(RequestHeaders headers, string tenant, ReceivedPatch patch, SeenRequest seen, List<string> errors) =>
        new(seen, Outcome.Denied, string.Join("; ", errors), new PlannedAnswer(seen.At + settings.GrantDelay, new Answer(tenant)
        {
            RequestId = headers.RequestId as string,
            RequestOwner = headers.RequestOwner as string,
            Id = patch.ProviderId,
            Urn = patch.Urn,
            State = "DENIED",
            Errors = errors
        }));

    Plan Accept(string requestId, string owner, string tenant, ReceivedPatch patch, DateTimeOffset date, SeenRequest seen)
    {
        var scenario = Choose(requestId, tenant, patch);
        var grantAt = seen.At + settings.GrantDelay;
        var processed = grantAt + (ProductName.Slowness(patch.ProviderId!) ?? settings.ProcessingDelay) + _lot.Jitter(requestId);
        var outcomeAt = processed > date ? processed : date;
        var answers = new Script(tenant, requestId, owner, patch.ProviderId, patch.Urn, grantAt, outcomeAt).Play(scenario);

        if (scenario.Keep != Keep.Nothing)
            _stored.Store(tenant, requestId, FreeAt(scenario, outcomeAt, answers), seen.At);

        return new Plan(seen, scenario.Outcome, scenario.Name, answers);
    }

    Scenario Choose(string requestId, string tenant, ReceivedPatch patch)
    {
        var asked = ProductName.Scenario(patch.ProviderId!);
        if (asked is { FirstOnly: true } && !_stored.IsFirst(asked.Name!, tenant, patch.ProviderId!))
            asked = ScenarioBook.Plain;

        // A slow product is a fault of its own: it is not drawn for another.
        asked ??= ProductName.Slowness(patch.ProviderId!) is null ? _lot.Draw(requestId) : ScenarioBook.Plain;

        // Refused or never looked at: the content plays no part. Granted: a job without properties, or without a product, fails first.
        if (asked.Keep == Keep.Nothing)
            return asked;
        if (!patch.HasProperties)
            return ScenarioBook.NoProperties;
        if (patch.IsUrnLast)
            return ScenarioBook.UnknownUrnFound;

        return patch.Files.Count > 0 ? asked.WithFiles(settings.FileNotification) : asked;
    }

    // An ERROR keeps its id; after success the row goes with the last answer.
    static DateTimeOffset FreeAt(Scenario scenario, DateTimeOffset outcomeAt, IReadOnlyList<PlannedAnswer> answers)
    {
        if (scenario.Keep == Keep.ForEver)
            return DateTimeOffset.MaxValue;

        return answers.Count > 0 && answers[^1].Due > outcomeAt ? answers[^1].Due : outcomeAt;
    }

    static string? Shown(object? header) => header?.ToString();
}
