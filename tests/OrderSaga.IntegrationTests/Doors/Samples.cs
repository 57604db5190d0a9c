using System.Text.Json;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>Orders as a foreign system writes them.</summary>
static class Samples
{
    public const string SubmitQueue = "ordersaga.submit-order";
    public const string DismissQueue = "ordersaga.dismiss-order";
    public const string StatusChanged = "ordersaga.order-status-changed";
    public const string Rejected = "ordersaga.order-rejected";
    public const string Refused = "ordersaga.command-refused";
    public const string PatchExchange = "regards.broadcast.fr.cnes.regards.modules.feature.dto.event.in.FeatureUpdateRequestEvent";
    public const string AnswerExchange = "regards.broadcast.fr.cnes.regards.modules.feature.dto.event.out.FeatureRequestEvent";
    public const string Urn = "URN:FEATURE:DATA:lta-sandbox:5b1d9c1e-3f0a-4c55-9d4e-0a1b2c3d4e5f:V1";

    /// <summary>A valid order with its product in full; <paramref name="more"/> are further members, as JSON.</summary>
    public static string Order(Guid id, string more = "") =>
        $$"""{"orderId":"{{id}}","product":{"urn":"{{Urn}}","id":"P-1"}{{(more.Length == 0 ? "" : "," + more)}}}""";

    public static bool Is(this JsonElement message, Guid orderId) =>
        message.TryGetProperty("orderId", out var id) && id.GetString() == orderId.ToString();
}
