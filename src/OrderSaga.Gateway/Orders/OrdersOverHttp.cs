using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Processes;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Orders;

static class OrdersOverHttp
{
    /// <summary>Orders need no resource of their own: they are jobs.</summary>
    public static IServiceCollection AddOrdersOverHttp(this IServiceCollection services) => services
        .AddProcess<OrderRequest>(provider => OrderRequest.Described(provider.GetRequiredService<IOptions<OrderOptions>>().Value))
        .AddJobKind<OrderJobs, Order>(Order.JobKind)
        .AddSingleton<OrderRows>()
        .AddSingleton<FiguresNow>()
        .AddSingleton<IOverviewPart, OrdersNow>()
        .AddSingleton(new Invitation("Order a product", site => site.Process(OrderRequest.Id)))
        .AddSingleton(new MemberWord("product_identifier", "Product"))
        .AddSingleton(new MemberWord("product_urn", "Product URN"))
        .AddSingleton(new MemberWord("product_link", "Download"))
        .AddSingleton(new MemberWord("order_size", "Size"))
        .AddSingleton(new MemberWord("batch_id", "Batch", (site, id) => site.Batch(id)))
        .AddSingleton(new MemberWord("bulk_id", "Bulk", (site, id) => site.Bulk(id)));
}

/// <summary>Where what an order may be of is found: its batch, and the bulk of that. The order itself is a job.</summary>
static class OrderPaths
{
    extension(Paths paths)
    {
        public string Bulks => $"{paths.Root}/bulks";

        public string Bulk(Guid bulkId) => $"{paths.Bulks}/{bulkId}";

        public string Batch(Guid batchId) => $"{paths.Root}/batches/{batchId}";
    }
}
