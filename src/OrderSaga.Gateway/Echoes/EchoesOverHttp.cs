using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Echoes;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Echoes;

static class EchoesOverHttp
{
    /// <summary>Shows echoes as jobs, and offers the process unless the settings say otherwise.</summary>
    public static IServiceCollection AddEchoesOverHttp(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.OffersEchoes())
            services.AddProcess<EchoProcess>(EchoDescription.Process);
        return services.AddJobKind<EchoJobs, EchoJob>(EchoJob.JobKind);
    }
}
