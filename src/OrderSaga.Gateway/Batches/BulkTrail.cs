using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;

namespace OrderSaga.Gateway.Batches;

/// <summary>The way down to a batch on pages: through the bulks and the one it is of.</summary>
static class BulkTrail
{
    const int Letters = 8;

    public static Section Section { get; } = new(
        3, "Bulks", site => site.LatestBulks, addresses => new Link(addresses.Bulks, "bulks", MediaType.Json, "Bulk orders"));

    /// <summary>What people call a bulk: its client's word for it, else the beginning of its id.</summary>
    public static string NameOf(string? label, Guid bulkId) => label ?? $"Bulk {bulkId.ToString()[..Letters]}";

    /// <summary>The page above a bulk's.</summary>
    public static Link ToBulks(Site site) => new(site.LatestBulks, Relations.Up, Title: "Bulks");

    /// <summary>The pages above those that belong to a bulk, outermost first.</summary>
    public static IReadOnlyList<Link> To(Site site, string? label, Guid bulkId) =>
        [ToBulks(site), new Link(site.Bulk(bulkId), Relations.Up, Title: NameOf(label, bulkId))];

    /// <summary>The pages above those that belong to a batch, outermost first.</summary>
    public static IReadOnlyList<Link> To(Site site, Batch batch) =>
        [.. To(site, batch.Label, batch.BulkId), new Link(site.Batch(batch.CorrelationId), Relations.Up, Title: $"Batch {batch.Number}")];
}
