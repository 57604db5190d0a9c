using System.Text.Json;
using OrderSaga.Regards;
using OrderSaga.Settings;

namespace OrderSaga.RegardsArchive;

public sealed class RegardsRules() : SettingsRules<RegardsOptions>("Regards")
{
    internal const int LongestTenant = 100;

    static readonly string[] EntityTypes = ["DATA", "DATASET", "COLLECTION"];

    protected override void Check(RegardsOptions options)
    {
        Amqp(nameof(options.Uri), options.Uri);
        Must(IsName(options.Tenant, LongestTenant), nameof(options.Tenant), options.Tenant, "must name the tenant of orders that name none, in 1 to 100 printable characters");
        Must(Array.TrueForAll(options.Tenants, tenant => IsName(tenant, LongestTenant)), nameof(options.Tenants), string.Join(", ", options.Tenants), "must be names of 1 to 100 printable characters");
        Must(IsName(options.Owner, PatchRequestValidator.MaxOwnerLength), nameof(options.Owner), options.Owner, "must have 1 to 128 printable characters");
        Must(
            Array.TrueForAll(options.Owners, owner => IsName(owner, PatchRequestValidator.MaxOwnerLength)),
            nameof(options.Owners), string.Join(", ", options.Owners), "must be names of 1 to 128 printable characters");
        Must(IsName(options.Model, 255), nameof(options.Model), options.Model, "must name a REGARDS model");
        Must(EntityTypes.Contains(options.EntityType), nameof(options.EntityType), options.EntityType, "must be DATA, DATASET or COLLECTION");
        var fault = FaultOf(options.Properties);
        Must(fault is null, nameof(options.Properties), options.Properties, fault!);
        Positive(nameof(options.GrantTimeout), options.GrantTimeout);
        Positive(nameof(options.CompletionTimeout), options.CompletionTimeout);
        Positive(nameof(options.FilePatchQuiet), options.FilePatchQuiet);
        Between(nameof(options.RetryPause), options.RetryPause, TimeSpan.Zero, TimeSpan.FromDays(1));
        Between(nameof(options.ClaimLease), options.ClaimLease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Between(nameof(options.Attempts), options.Attempts, 1, PatchRequestId.MaxAttempt);
        Between(nameof(options.MaxInFlight), options.MaxInFlight, 1, 1_000_000);
        Between(nameof(options.PageSize), options.PageSize, 1, 10_000);
        Must(Enum.IsDefined(options.FilePatchCompletion), nameof(options.FilePatchCompletion), options.FilePatchCompletion, "must be Notification or Quiet");
        Must(
            options.AnswerQueue is { Length: > 0 and <= 200 } && !options.AnswerQueue.StartsWith(RegardsExchanges.Broadcast, StringComparison.Ordinal),
            nameof(options.AnswerQueue), options.AnswerQueue, "must be a queue name outside regards.broadcast.");
    }

    static bool IsName(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl);

    /// <summary>What REGARDS would refuse in the configured property patch (REGARDS contract: patch body), or null.</summary>
    static string? FaultOf(string? json)
    {
        try
        {
            using var patch = JsonDocument.Parse($"{{\"properties\":{json}}}");
            var faults = new List<Fault>();
            if (patch.RootElement.GetProperty("properties").ValueKind != JsonValueKind.Object)
                return "must be a JSON object";
            PatchContentReader.Read(patch.RootElement, "patch", faults);
            return faults.Count == 0 ? null : string.Join("; ", faults);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "must be a JSON object";
        }
    }
}
