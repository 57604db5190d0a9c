using System.Globalization;
using System.Text.Json;
using OrderSaga.Regards.Values;
using OrderSaga.Texts;

namespace OrderSaga.Regards.Requests;

/// <summary>
/// Refuses, before it is sent, every request that REGARDS would deny, drop in silence or choke on. Some faults cost
/// the whole batch of up to 1000 requests they arrive in, those of other clients too.
/// </summary>
/// <remarks>Not checked, since only REGARDS knows: whether tenant, model and product exist, and whether the model has a property and lets it be altered.</remarks>
public static class PatchRequestValidator
{
    /// <summary>Characters of the request id that REGARDS' database takes; a longer one costs the whole batch.</summary>
    public const int MaxRequestIdLength = 36;

    /// <summary>Characters of the owner that REGARDS' database takes; a longer one costs the whole batch.</summary>
    public const int MaxOwnerLength = 128;

    /// <summary>Characters of the provider id; REGARDS denies a longer one.</summary>
    public const int MaxProviderIdLength = 100;

    const string Patch = "patch";

    /// <summary>All faults, with the field names of an order message; empty if the request may be sent.</summary>
    public static IReadOnlyList<Fault> Validate(PatchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var faults = new List<Fault>();
        var found = new FaultList(faults);
        CheckEnvelope(request, found);
        CheckProduct(request.ProviderId, request.Urn, request.Model, request.EntityType, found);
        if (request.Content is null)
        {
            found.Add(Patch, null, "is required");
            return faults;
        }
        if (request.Content.Properties is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) })
            found.Add($"{Patch}.{PatchNames.Properties}", null, "is required, even if empty: without it REGARDS' whole job fails");
        PatchContentRules.Check(
            request.Content with { Properties = Given(request.Content.Properties), Geometry = Given(request.Content.Geometry) },
            Patch, PatchNames.CamelCase, found);
        return faults;
    }

    /// <summary>What REGARDS would refuse of a product, whatever is asked for it; empty if it can be named so.</summary>
    public static IReadOnlyList<Fault> ValidateProduct(string? id, string? urn, string? model, string? entityType)
    {
        var faults = new List<Fault>();
        CheckProduct(id, urn, model, entityType, new FaultList(faults));
        return faults;
    }

    static void CheckEnvelope(PatchRequest request, FaultList faults)
    {
        faults.HeaderText("tenant", request.Tenant);
        faults.HeaderText("requestId", request.RequestId, MaxRequestIdLength);
        faults.HeaderText("owner", request.Owner, MaxOwnerLength);
        if (request.RequestDate.Kind is not DateTimeKind.Utc)
            faults.Add("requestDate", request.RequestDate.ToString("O", CultureInfo.InvariantCulture), "must be a moment in UTC");
        if (!Enum.IsDefined(request.Priority))
            faults.Add("priority", request.Priority.ToString(), "must be LOW, NORMAL or HIGH");
    }

    static void CheckProduct(string? id, string? urn, string? model, string? entityType, FaultList faults)
    {
        faults.Text("product.id", id, MaxProviderIdLength);
        if (RegardsUrn.Rule(urn) is { } urnRule)
            faults.Add("product.urn", urn, urnRule);
        faults.Text("product.model", model);
        if (faults.Text("product.entityType", entityType) && !EntityTypes.All.Contains(entityType!))
            faults.Add("product.entityType", entityType, "must be DATA, DATASET or COLLECTION");
    }

    /// <summary>A JSON null, or an element of no document, says no more than nothing.</summary>
    static JsonElement? Given(JsonElement? element) =>
        element is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } ? element : null;
}
