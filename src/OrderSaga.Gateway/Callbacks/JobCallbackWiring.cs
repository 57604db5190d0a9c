using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Callbacks;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Callbacks;

/// <summary>
/// What the subscriber of a job is sent: its results document once successful (OGC 18-062r2, callback), else its
/// statusInfo, as they were at the event. What the job made, such as further jobs, is read when it is sent.
/// </summary>
sealed class JobCallbackBody<TSaga>(string jobKind, JobKind<TSaga> kind, JobView jobs, ResultsAnswer results) : ICallbackBody
    where TSaga : class, IJobSaga
{
    public string JobKind => jobKind;

    public async Task<ReadOnlyMemory<byte>> WriteAsync(Callback callback, CancellationToken cancellation)
    {
        var job = kind.Of(JobSnapshot.Read<TSaga>(callback.Snapshot));
        if (callback.Kind != CallbackKind.Success)
            return JsonSerializer.SerializeToUtf8Bytes(jobs.Of(job), GatewayJson.Options);
        var outputs = await job.Outputs(cancellation);
        return JsonSerializer.SerializeToUtf8Bytes(results.Document(ResultForm.Parse(job.ResultForm), job, outputs), GatewayJson.Options);
    }
}

static class JobCallbackWiring
{
    public static IServiceCollection AddJobCallbacks(this IServiceCollection services) => services.AddSingleton(new DefinitionPart("callbacks"));

    /// <param name="jobKind">Under which the events of the saga are kept.</param>
    public static IServiceCollection AddJobCallbacks<TSaga>(this IServiceCollection services, string jobKind)
        where TSaga : class, IJobSaga =>
        services.AddSingleton<ICallbackBody>(provider => new JobCallbackBody<TSaga>(
            jobKind, provider.GetRequiredService<JobKind<TSaga>>(), provider.GetRequiredService<JobView>(), provider.GetRequiredService<ResultsAnswer>()));

    public static void MapJobCallbacks(this IEndpointRouteBuilder routes) => CallbackResource.Map(routes);
}
