using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Batches;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Gateway.Processes;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Batches;

static class BatchesOverHttp
{
    public static IServiceCollection AddBatchesOverHttp(this IServiceCollection services) => services
        .AddProcess<BatchOrderTrigger>(provider => BatchOrderTrigger.Described(provider.GetRequiredService<IOptions<OrderOptions>>().Value))
        .AddJobKind<BatchJobs, Batch>(Batch.JobKind)
        .AddSingleton(new DefinitionPart("batches"))
        .AddSingleton(new DefinitionPart("batch-pages", IsOfPages: true))
        .AddSingleton(new MemberWord("retry_of", "Second try of", (site, id) => site.Batch(id)))
        .AddSingleton(new MemberWord("number_of_products", "Products"))
        .AddSingleton(new MemberWord("successful_products", "Successful"))
        .AddSingleton(new MemberWord("failed_products", "Failed"))
        .AddSingleton<BatchActions>()
        .AddSingleton<BatchRows>()
        .AddSingleton<BatchPage>()
        .AddSingleton<BatchTriggerForm>()
        .AddSingleton<BatchDismissalForm>()
        .AddSingleton<BatchOrdersResource>();

    public static void MapBatches(this IEndpointRouteBuilder routes)
    {
        BatchResource.Map(routes);
        BatchTriggerForm.Map(routes);
        BatchDismissalForm.Map(routes);
        BatchOrdersResource.Map(routes);
    }
}
