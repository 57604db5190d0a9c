using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
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
