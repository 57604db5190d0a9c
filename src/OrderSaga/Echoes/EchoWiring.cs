using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Jobs;
using OrderSaga.Reading;

namespace OrderSaga.Echoes;

/// <summary>Adds echoes.</summary>
public static class EchoWiring
{
    /// <summary>Adds echoes: their job, the desk and the read queries.</summary>
    public static IServiceCollection AddEchoes(this IServiceCollection services)
    {
        services.AddJob<EchoJob, EchoStateMachine>();
        services.AddSingleton<EchoQueries>();
        return services.AddSingleton(provider => new EchoDesk(provider.GetRequiredService<SubscriberReader>(), provider.GetRequiredService<IMediator>()));
    }
}
