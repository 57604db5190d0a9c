using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Orders;

/// <summary>Where what an order may be of is found: its batch, and the bulk of that. The order itself is a job.</summary>
static class OrderPaths
{
    extension(Paths paths)
    {
        public string Bulks => $"{paths.Root}/bulks";

        public string Bulk(Guid bulkId) => $"{paths.Bulks}/{bulkId}";

        public string Batch(Guid batchId) => $"{paths.Root}/batches/{batchId}";
    }
}
