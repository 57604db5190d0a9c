using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Callbacks;
using OrderSaga.Echoes;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Echoes;

static class EchoesOverHttp
{
    public static IServiceCollection AddEchoesOverHttp(this IServiceCollection services) => services
        .AddProcess<EchoProcess>(EchoDescription.Process)
        .AddJobKind<EchoJobs, EchoJob>(EchoJob.JobKind);
}
