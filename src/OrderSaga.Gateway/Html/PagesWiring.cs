using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Bulks;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Landing;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Html;

static class PagesWiring
{
    /// <summary>The pages and what they are made of.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton<Site>()
        .AddSingleton<Frame>()
        .AddSingleton<Times>()
        .AddSingleton<Values>()
        .AddSingleton<FiguresNow>()
        .AddSingleton<Overview>()
        .AddSingleton<ProcessListPage>()
        .AddSingleton<ProcessForm>()
        .AddSingleton<ProcessPage>()
        .AddSingleton<ExecutionForm>()
        .AddSingleton<JobTable>()
        .AddSingleton<JobSearchForm>()
        .AddSingleton<JobListPage>()
        .AddSingleton<JobActions>()
        .AddSingleton<HistoryTable>()
        .AddSingleton<HistoryPage>()
        .AddSingleton<OutputFacts>()
        .AddSingleton<ResultsPage>()
        .AddSingleton<JobDismissal>()
        .AddSingleton<JobPage>()
        .AddSingleton<BulkTable>()
        .AddSingleton<BulkListPage>()
        .AddSingleton<BulkActions>()
        .AddSingleton<BulkPage>()
        .AddSingleton<BulkBatchesPage>()
        .AddSingleton<BulkDismissalForm>()
        .AddSingleton<RejectedProductsPage>()
        .AddSingleton<BatchTable>()
        .AddSingleton<BatchActions>()
        .AddSingleton<BatchPage>()
        .AddSingleton<BatchTriggerForm>()
        .AddSingleton<BatchDismissalForm>()
        .AddSingleton<OrderTable>()
        .AddSingleton<BatchOrdersPage>();
}
