using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Jobs;

static class JobsOverHttp
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton(JobListResource.Section)
        .AddSingleton(new DefinitionPart("jobs"))
        .AddSingleton(new DefinitionPart("results"))
        .AddSingleton(new DefinitionPart("history"))
        .AddSingleton(new DefinitionPart("job-pages", IsOfPages: true))
        .AddSingleton<JobReading>()
        .AddSingleton<JobView>()
        .AddSingleton<JobDismissal>()
        .AddSingleton<JobRows>()
        .AddSingleton<JobSearchForm>()
        .AddSingleton<JobListResource>()
        .AddSingleton<HistoryRows>()
        .AddSingleton<HistoryResource>()
        .AddSingleton<OutputFacts>()
        .AddSingleton<ResultsAnswer>()
        .AddSingleton<ResultsResource>()
        .AddSingleton<JobPage>();

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        JobListResource.Map(routes);
        JobSearchForm.Map(routes);
        JobResource.Map(routes);
        DismissalForm.Map(routes);
        ResultsResource.Map(routes);
        HistoryResource.Map(routes);
    }
}
