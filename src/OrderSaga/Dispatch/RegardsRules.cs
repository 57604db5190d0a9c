using System.Text.Json;
using OrderSaga.Regards;
using OrderSaga.Settings;

namespace OrderSaga.Dispatch;

public sealed class RegardsRules() : SettingsRules<RegardsOptions>("Regards")
{
    static readonly string[] EntityTypes = ["DATA", "DATASET", "COLLECTION"];

    protected override void Check(RegardsOptions options)
    {
        Amqp(nameof(options.Uri), options.Uri);
        Must(!string.IsNullOrWhiteSpace(options.Tenant), nameof(options.Tenant), options.Tenant, "must name the tenant of orders that name none");
        Must(options.Owner is { Length: > 0 and <= PatchRequestValidator.MaxOwnerLength }, nameof(options.Owner), options.Owner, "must have 1 to 128 characters");
        Must(!string.IsNullOrWhiteSpace(options.Model), nameof(options.Model), options.Model, "must name a REGARDS model");
        Must(EntityTypes.Contains(options.EntityType), nameof(options.EntityType), options.EntityType, "must be DATA, DATASET or COLLECTION");
        Must(IsObject(options.Properties), nameof(options.Properties), options.Properties, "must be a JSON object");
        Positive(nameof(options.GrantTimeout), options.GrantTimeout);
        Positive(nameof(options.CompletionTimeout), options.CompletionTimeout);
        Positive(nameof(options.FilePatchQuiet), options.FilePatchQuiet);
        Positive(nameof(options.ClaimLease), options.ClaimLease);
        Between(nameof(options.Attempts), options.Attempts, 1, PatchRequestId.MaxAttempt);
        Between(nameof(options.MaxInFlight), options.MaxInFlight, 1, 1_000_000);
        Between(nameof(options.PageSize), options.PageSize, 1, 10_000);
        Must(Enum.IsDefined(options.FilePatchCompletion), nameof(options.FilePatchCompletion), options.FilePatchCompletion, "must be Notification or Quiet");
        Must(
            options.AnswerQueue is { Length: > 0 and <= 200 } && !options.AnswerQueue.StartsWith(RegardsExchanges.Broadcast, StringComparison.Ordinal),
            nameof(options.AnswerQueue), options.AnswerQueue, "must be a queue name outside regards.broadcast.");
    }

    static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
