using OrderSaga.Settings;

namespace OrderSaga.Orders.Quotas;

public sealed class QuotaRules() : SettingsRules<QuotaOptions>("Quota")
{
    protected override void Check(QuotaOptions options)
    {
        Check("", options);
        foreach (var (owner, limits) in options.Owners)
            Check($"{nameof(options.Owners)}:{owner}:", limits);
    }

    void Check(string of, QuotaLimits limits)
    {
        Between(of + nameof(limits.OpenOrders), limits.OpenOrders ?? 0, 0, 1_000_000);
        Between(of + nameof(limits.OrdersPerHour), limits.OrdersPerHour ?? 0, 0, 10_000_000);
        Between(of + nameof(limits.ProductsPerBulk), limits.ProductsPerBulk ?? 0, 0, 100_000_000);
    }
}
