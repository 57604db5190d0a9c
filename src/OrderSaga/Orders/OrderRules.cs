using OrderSaga.Settings;

namespace OrderSaga.Orders;

public sealed class OrderRules() : SettingsRules<OrderOptions>("Orders")
{
    protected override void Check(OrderOptions options)
    {
        Positive(nameof(options.OnlinePeriod), options.OnlinePeriod);
        Positive(nameof(options.TargetDuration), options.TargetDuration);
        Positive(nameof(options.LongestDelay), options.LongestDelay);
        Between(nameof(options.DismissalWait), options.DismissalWait, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        Must(
            options.ProductLink.Length == 0 || Uri.TryCreate(options.ProductLink, UriKind.Absolute, out _),
            nameof(options.ProductLink), options.ProductLink, "must be empty or an absolute URI, with {id} or {urn} for the product");
    }
}
