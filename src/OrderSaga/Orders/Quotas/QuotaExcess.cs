using System.Globalization;

namespace OrderSaga.Orders.Quotas;

/// <summary>A quota that would be passed.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Quota">Its setting: OpenOrders, OrdersPerHour or ProductsPerBulk.</param>
/// <param name="Limit">The most there may be.</param>
/// <param name="Count">How many there would be, at least.</param>
/// <param name="RetryAfter">When asking again may help; null when it never does.</param>
public sealed record QuotaExcess(string Owner, string Quota, long Limit, long Count, TimeSpan? RetryAfter)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Owner} may have {Limit} {What}, and this would make {Count} ({Quota})");

    string What => Quota switch
    {
        nameof(QuotaLimits.OpenOrders) => "unfinished orders",
        nameof(QuotaLimits.OrdersPerHour) => "orders in an hour",
        _ => "products in one bulk",
    };
}
