using MassTransit.Mediator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Jobs;
using OrderSaga.Reading;
using OrderSaga.SagaStore.Loops;
using OrderSaga.Settings;

namespace OrderSaga.Echoes;

/// <summary>Adds echoes.</summary>
public static class EchoWiring
{
    /// <summary>Whether new echoes may be asked for, known before anything is wired.</summary>
    public static bool OffersEchoes(this IConfiguration configuration) => configuration.Read<EchoOptions, EchoRules>("Echo").Enabled;

    /// <summary>Adds echoes: their job, the desk, the read queries, and who forgets them.</summary>
    public static IServiceCollection AddEchoes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<EchoOptions, EchoRules>(configuration, "Echo");
        services.AddJob<EchoJob, EchoStateMachine>();
        services.AddSingleton<EchoQueries>();
        services.AddSingleton<EchoTable>();
        services.AddLoop<EchoUpkeep>();
        return services.AddSingleton(provider => new EchoDesk(provider.GetRequiredService<SubscriberReader>(), provider.GetRequiredService<IMediator>()));
    }
}
