using System.Text.Json;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>Bulks and batches of the service.</summary>
static class ServiceBulks
{
    extension(Service service)
    {
        /// <summary>Creates a bulk and waits for its batches.</summary>
        /// <param name="inputs">JSON.</param>
        /// <returns>The ids of bulk and batches, in their order.</returns>
        public async Task<(string Bulk, IReadOnlyList<string> Batches)> BulkAsync(string inputs)
        {
            var answer = await service.SendAsync(HttpMethod.Post, "/processes/bulk-create-request/execution", $$"""{"inputs":{{inputs}}}""");
            Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
            var bulk = answer.Member("jobID")!;
            await service.UntilAsync(bulk, "successful");
            return (bulk, await service.BatchesAsync(bulk));
        }

        public Task<(string Bulk, IReadOnlyList<string> Batches)> BulkAsync(int size, params IEnumerable<string> products) =>
            service.BulkAsync($$"""{"products":{{JsonSerializer.Serialize(products)}},"batch_size_products":{{size}}}""");

        public async Task<IReadOnlyList<string>> BatchesAsync(string bulk) =>
            [.. (await service.GetAsync($"/bulks/{bulk}/batches?limit=1000")).Json.GetProperty("batches").EnumerateArray().Select(batch => batch.GetProperty("batch_id").GetString()!)];

        public async Task TriggerAsync(string batch)
        {
            var answer = await service.SendAsync(HttpMethod.Post, "/processes/batch-order-trigger/execution", $$$"""{"inputs":{"batch_id":"{{{batch}}}"}}""");
            Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        }

        public async Task UntilBatchAsync(string batch, string status)
        {
            Answer answer = null!;
            await Until.TrueAsync(async () => (answer = await service.GetAsync($"/batches/{batch}")).Member("status") == status, () => answer.Text);
        }

        public async Task TriggerAndEndAsync(string batch, string status)
        {
            await service.TriggerAsync(batch);
            await service.UntilBatchAsync(batch, status);
        }
    }
}
