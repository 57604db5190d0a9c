using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Orders.Quotas;
using OrderSaga.Settings;

namespace OrderSaga.Tests.Quotas;

public sealed class Quotas_of_owners
{
    static OwnerQuotas With(params (string Key, string? Value)[] settings) => new(Options.Create(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build().Read<QuotaOptions, QuotaRules>("Quota")));

    [Test]
    public void There_are_none_by_default()
    {
        var limits = With().Of("anybody");
        Assert.That((limits.OpenOrders, limits.OrdersPerHour, limits.ProductsPerBulk), Is.EqualTo(((int?)null, (int?)null, (int?)null)));
        Assert.That(With().OfBulk("anybody", long.MaxValue), Is.Null);
    }

    [Test]
    public void An_owner_has_its_own_figures_and_everybodys_where_it_has_none()
    {
        var quotas = With(
            ("Quota:OpenOrders", "100"), ("Quota:OrdersPerHour", "50"),
            ("Quota:Owners:Deep Blue:OpenOrders", "7"), ("Quota:Owners:Deep Blue:OrdersPerHour", "0"), ("Quota:Owners:Deep Blue:ProductsPerBulk", "9"));
        var (own, usual) = (quotas.Of("Deep Blue"), quotas.Of("deep blue"));
        Assert.That((own.OpenOrders, own.OrdersPerHour, own.ProductsPerBulk), Is.EqualTo(((int?)7, (int?)null, (int?)9)));
        Assert.That((usual.OpenOrders, usual.OrdersPerHour, usual.ProductsPerBulk), Is.EqualTo(((int?)100, (int?)50, (int?)null)));
    }

    [Test]
    public void A_bulk_may_hold_as_many_products_as_the_quota_says()
    {
        var quotas = With(("Quota:ProductsPerBulk", "1000"));
        Assert.That(quotas.OfBulk("a", 1000), Is.Null);
        Assert.That(quotas.OfBulk("a", 1001), Is.EqualTo(new QuotaExcess("a", "ProductsPerBulk", 1000, 1001, null)));
        Assert.That(quotas.OfBulk("a", 1001)!.ToString(), Is.EqualTo("a may have 1000 products in one bulk, and this would make 1001 (ProductsPerBulk)"));
    }
}
