using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Bus;
using OrderSaga.Contracts;
using OrderSaga.Dispatch;
using OrderSaga.Echoes;
using OrderSaga.Persistence;
using OrderSaga.SagaStore;
using OrderSaga.Settings;

namespace OrderSaga.Orders;

public static class OrderWiring
{
    /// <summary>Adds the mediator, the order state machine and the store that keeps it.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        var store = configuration.Read<StoreOptions, StoreRules>("Store");
        var bus = configuration.Read<BusOptions, BusRules>("Bus");
        services.AddSettings<OrderOptions, OrderRules>(configuration, "Orders");
        services.AddSettings<RegardsOptions, RegardsRules>(configuration, "Regards");
        services.AddSingleton<OrderStateMachine>();
        services.AddSingleton<EchoStateMachine>();
        services.AddSagaStore<OrderSagaDbContext>(options =>
            {
                options.SweepInterval = store.SweepInterval;
                options.OutboxLease = store.OutboxLease;
                // A publish must have failed before another process may try.
                options.PublishTimeout = store.OutboxLease / 2;
            })
            .Keeps<Order>()
            .Keeps<EchoJob>()
            .Publishes<OrderStatusChanged>()
            .Publishes<OrderRejected>()
            .WithEventFormat(bus.EventFormat);
        services.AddMediator(mediator => mediator.ConfigureMediator((context, endpoint) =>
        {
            endpoint.UseSagaStore(context.GetRequiredService<OrderStateMachine>(), context);
            endpoint.UseSagaStore(context.GetRequiredService<EchoStateMachine>(), context);
        }));
        return services;
    }
}
