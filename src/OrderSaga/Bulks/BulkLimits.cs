using Microsoft.Extensions.Options;
using OrderSaga.Orders.Quotas;

namespace OrderSaga.Bulks;

/// <summary>The limits of one bulk, its client's, its owner's and the service's.</summary>
/// <param name="BatchProducts">The most products of one batch.</param>
/// <param name="BatchVolume">Bytes; null for no limit.</param>
/// <param name="UnknownSize">Bytes assumed for a product of unknown size.</param>
/// <param name="MostProducts">Those that are online already among them.</param>
/// <param name="MostBatches">More make the bulk fail.</param>
/// <param name="Quota">The owner's quota for so many products that are ordered, if they pass it.</param>
/// <param name="QuotaProducts">The most products that the quota allows; null for no quota.</param>
sealed record BulkLimits(
    int BatchProducts, long? BatchVolume, long UnknownSize, int MostProducts, int MostBatches, Func<long, QuotaExcess?>? Quota = null, int? QuotaProducts = null);

/// <summary>Where the limits of a bulk come from.</summary>
sealed class BulkBounds(IOptions<BulkOptions> options, OwnerQuotas quotas)
{
    public BulkLimits Of(string owner, int? maxProducts, int batchProducts, long? batchVolume) => new(
        batchProducts, batchVolume, options.Value.UnknownSize, Math.Min(maxProducts ?? int.MaxValue, options.Value.MostProducts),
        options.Value.MostBatches, products => quotas.OfBulk(owner, products), quotas.Of(owner).ProductsPerBulk);
}
