using OrderSaga.Jobs;

namespace OrderSaga.Batches;

/// <summary>Columns of a batch. What it is was fixed at its preparation.</summary>
sealed class BatchMap() : JobMap<Batch>(
    "batches",
    nameof(Batch.BulkId), nameof(Batch.Number), nameof(Batch.RetryOf), nameof(Batch.Owner), nameof(Batch.Tenant), nameof(Batch.Label),
    nameof(Batch.FailurePolicy), nameof(Batch.Volume), nameof(Batch.PreparedAt));
