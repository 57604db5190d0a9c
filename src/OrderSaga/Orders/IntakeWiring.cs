using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderSaga.Archive;
using OrderSaga.Callbacks;
using OrderSaga.Catalogue;
using OrderSaga.Echoes;
using OrderSaga.Orders.Quotas;
using OrderSaga.Reading;

namespace OrderSaga.Orders;

public static class IntakeWiring
{
    /// <summary>Adds the desk that every door brings its orders to, and the AMQP doors.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.TryAddSingleton<CallbackEndpoints>();
        services.TryAddSingleton<SubscriberReader>();
        services.AddSingleton<OrderReader>();
        services.AddSingleton(provider => new EchoDesk(provider.GetRequiredService<SubscriberReader>(), provider.GetRequiredService<IMediator>()));
        services.AddSingleton(provider => new OrderDesk(
            provider.GetRequiredService<OrderReader>(),
            provider.GetRequiredService<ICatalogue>(),
            provider.GetRequiredService<IArchiveRules>(),
            provider.GetRequiredService<QuotaGate>(),
            provider.GetRequiredService<IMediator>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SubmitOrderConsumer>();
        services.AddSingleton<DismissOrderConsumer>();
        return services;
    }
}
