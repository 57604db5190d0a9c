using OrderSaga.Settings;

namespace OrderSaga.Orders.Quotas;

/// <summary>Limits of an owner. Unset: as for everybody, and for everybody: none. 0: none.</summary>
public class QuotaLimits
{
    /// <summary>Orders at a time. Over HTTP those placed and unfinished; towards REGARDS those sent and unfinished.</summary>
    public int? OpenOrders { get; set; }

    /// <summary>Orders in a rolling hour. Over HTTP those placed in it; towards REGARDS those sent in it.</summary>
    public int? OrdersPerHour { get; set; }

    /// <summary>Products that one bulk may select.</summary>
    public int? ProductsPerBulk { get; set; }
}

/// <summary>Section <c>Quota</c>: limits of every owner, and of owners by name. Products that are online already cost nothing.</summary>
public sealed class QuotaOptions : QuotaLimits
{
    /// <summary>Limits of single owners, by their names as orders write them.</summary>
    public Dictionary<string, QuotaLimits> Owners { get; set; } = new(StringComparer.Ordinal);
}

sealed class QuotaRules() : SettingsRules<QuotaOptions>("Quota")
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
