using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
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

/// <summary>Where what belongs to a bulk is found.</summary>
static class BulkPaths
{
    extension(Paths paths)
    {
        public string BatchesOf(Guid bulkId) => $"{paths.Bulk(bulkId)}/batches";

        public string RejectedOf(Guid bulkId) => $"{paths.Bulk(bulkId)}/rejected";
    }

    extension(Site site)
    {
        /// <summary>The first of the bulk's batches of one status; null for all.</summary>
        public string BatchesOf(Guid bulkId, string? status) => Site.Paged(site.BatchesOf(bulkId), status);

        /// <summary>Where the form that dismisses a bulk is sent to.</summary>
        public string BulkDismissal(Guid bulkId) => $"{site.Bulk(bulkId)}/dismissal";
    }
}
