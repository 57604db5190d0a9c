using OrderSaga.Batches;

namespace OrderSaga.Gateway.Batches;

/// <summary>Orders by status; as they were at the last recount, a fraction of a second ago.</summary>
/// <param name="Prepared">Products of batches that nobody has triggered; they have no orders yet.</param>
sealed record OrderCounts(
    int? Prepared, int Accepted, int Running, int Successful, int Failed, int Dismissed)
{
    public static OrderCounts Of(Batch batch) => new(null, batch.Waiting, batch.Running, batch.Successful, batch.Failed, batch.Dismissed);
}
