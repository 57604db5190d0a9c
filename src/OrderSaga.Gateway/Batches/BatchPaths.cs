using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;

namespace OrderSaga.Gateway.Batches;

/// <summary>Where what belongs to a batch is found.</summary>
static class BatchPaths
{
    extension(Paths paths)
    {
        public string OrdersOf(Guid batchId) => $"{paths.Batch(batchId)}/orders";
    }

    extension(Site site)
    {
        /// <summary>Bulks as people page through them.</summary>
        public string LatestBulks => Site.Paged(site.Bulks);

        /// <summary>The first of the batch's orders of one status; null for all.</summary>
        public string OrdersOf(Guid batchId, string? status) => Site.Paged(site.OrdersOf(batchId), status);

        /// <summary>Where the forms that start a batch, or try it again, are sent to.</summary>
        public string Trigger(Guid batchId) => $"{site.Batch(batchId)}/trigger";

        /// <summary>Where the form that dismisses or discards a batch is sent to.</summary>
        public string BatchDismissal(Guid batchId) => $"{site.Batch(batchId)}/dismissal";
    }
}

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
