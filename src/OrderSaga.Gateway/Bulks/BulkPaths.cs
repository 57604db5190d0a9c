using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Orders;

namespace OrderSaga.Gateway.Bulks;

/// <summary>Where what belongs to a bulk is found.</summary>
static class BulkPaths
{
    extension(Paths paths)
    {
        public string BatchesOf(Guid bulkId) => $"{paths.Bulk(bulkId)}/batches";

        public string RejectedOf(Guid bulkId) => $"{paths.Bulk(bulkId)}/rejected";
    }

    extension(Site site)
    {
        /// <summary>The first of the bulk's batches of one status; null for all.</summary>
        public string BatchesOf(Guid bulkId, string? status) => Site.Paged(site.BatchesOf(bulkId), status);

        /// <summary>Where the form that dismisses a bulk is sent to.</summary>
        public string BulkDismissal(Guid bulkId) => $"{site.Bulk(bulkId)}/dismissal";
    }
}
