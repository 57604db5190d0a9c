using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Bulks;

/// <summary>The pages above those of a bulk and its batches, outermost first.</summary>
static class BulkPath
{
    public static IReadOnlyList<Link> To(Site site, string? label, Guid bulkId) =>
        [new Link(site.LatestBulks, Relations.Up, Title: "Bulks"), new Link(site.Bulk(bulkId), Relations.Up, Title: BulkNames.Of(label, bulkId))];

    public static IReadOnlyList<Link> To(Site site, Batch batch) =>
        [.. To(site, batch.Label, batch.BulkId), new Link(site.Batch(batch.CorrelationId), Relations.Up, Title: $"Batch {batch.Number}")];
}
