using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Jobs;

namespace OrderSaga.Gateway.Orders;

/// <summary>Orders one below the other.</summary>
sealed class OrderRows(Site site, Times times)
{
    readonly Table<Job> _table = new("Orders", "No order.")
    {
        { "Product", order => Anchor.To(site.Job(order.Id), order.Subject), "subject" },
        { "Status", order => StatusBadge.Of(order.Status), "word" },
        { "Size", order => order.Lta?.OrderSize is { } size ? Sizes.Of(size) : null, "number" },
        { "Took", order => Markup.Text(times.Took(order.Started, order.Finished)), "number" },
        { "Online until", order => times.Of(order.Lta?.EvictionDate) },
        { "Message", order => Markup.Text(order.Message), "wide" },
    };

    public Markup Of(IReadOnlyCollection<Job> orders) => _table.Of(orders);
}
