using OrderSaga.Settings;

namespace OrderSaga.Orders;

/// <summary>Section <c>Orders</c>.</summary>
public sealed class OrderOptions
{
    /// <summary>How long a product stays online after its order; gives the eviction date.</summary>
    public TimeSpan OnlinePeriod { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Where a completed product is downloaded; <c>{id}</c> and <c>{urn}</c> stand for the product. Empty: no link.</summary>
    public string ProductLink { get; set; } = "";

    /// <summary>How long an order should take; its estimated date while no order ended lately.</summary>
    public TimeSpan TargetDuration { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How far ahead a not-before date may lie; a later one is taken for a mistake.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromDays(366);

    /// <summary>How long a dismissal over AMQP waits for an order that is not there: messages of two queues overtake each other.</summary>
    public TimeSpan DismissalWait { get; set; } = TimeSpan.FromMinutes(10);
}

sealed class OrderRules() : SettingsRules<OrderOptions>("Orders")
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
