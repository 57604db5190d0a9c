using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Storage;

namespace OrderSaga.IntegrationTests.Batches;

/// <summary>A prepared batch, stored as a bulk's resolver leaves it.</summary>
static class PreparedBatch
{
    /// <param name="tokens">In the products' names; they tell the stand-in what to do.</param>
    public static async Task<Guid> StoreAsync(OrderSagaDbContext database, int products, params string[] tokens)
    {
        var now = DateTime.UtcNow;
        var batch = new Batch
        {
            CorrelationId = Guid.NewGuid(),
            State = "Prepared",
            Phase = BatchPhase.Prepared,
            BulkId = Guid.NewGuid(),
            Number = 1,
            Owner = "ordersaga",
            Tenant = "lta-sandbox",
            FailurePolicy = FailurePolicy.Continue,
            NumberOfProducts = products,
            Volume = products,
            PreparedAt = now,
            Priority = 50,
            Updated = now,
            Deadline = now.AddDays(30),
        };
        database.Add(batch);
        database.AddRange(Enumerable.Range(1, products).Select(n =>
        {
            var id = Guid.NewGuid();
            var name = $"S1A-L0-{(tokens.Length == 0 ? "PLAIN" : tokens[n % tokens.Length])}-{id:N}";
            return new BulkProduct
            {
                BulkId = batch.BulkId,
                Position = n,
                Identifier = name,
                Urn = $"URN:FEATURE:DATA:lta-sandbox:{id}:V1",
                ProductId = name,
                Model = "S1_PRODUCT",
                EntityType = "DATA",
                Size = 1,
                BatchId = batch.CorrelationId,
                BatchNumber = 1,
            };
        }));
        await database.SaveChangesAsync();
        return batch.CorrelationId;
    }
}
