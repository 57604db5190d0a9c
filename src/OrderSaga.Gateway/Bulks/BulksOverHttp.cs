using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Bulks;
using OrderSaga.Callbacks;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Bulks;

static class BulksOverHttp
{
    public static Invitation Invitation { get; } = new("Order in bulk", site => site.Process(BulkCreateRequest.Described.Id));

    public static IServiceCollection AddBulksOverHttp(this IServiceCollection services) => services
        .AddProcess<BulkCreateRequest>(BulkCreateRequest.Described)
        .AddJobKind<BulkJobs, Bulk>(Bulk.JobKind)
        .AddSingleton(BulkTrail.Section)
        .AddSingleton(Invitation)
        .AddSingleton(new DefinitionPart("bulks"))
        .AddSingleton(new DefinitionPart("bulk-pages", IsOfPages: true))
        .AddSingleton(new MemberWord("total_volume", "Volume"))
        .AddSingleton(new MemberWord("number_of_batches", "Batches"))
        .AddSingleton<BulkActions>()
        .AddSingleton<BulkRows>()
        .AddSingleton<BulkPage>()
        .AddSingleton<BulkDismissalForm>()
        .AddSingleton<BulkListResource>()
        .AddSingleton<BulkBatchesResource>()
        .AddSingleton<RejectedProductsResource>();

    public static void MapBulks(this IEndpointRouteBuilder routes)
    {
        BulkListResource.Map(routes);
        BulkResource.Map(routes);
        BulkDismissalForm.Map(routes);
        BulkBatchesResource.Map(routes);
        RejectedProductsResource.Map(routes);
    }
}
