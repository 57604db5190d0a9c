using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Bus;
using OrderSaga.Contracts;
using OrderSaga.Echoes;
using OrderSaga.Orders.Estimates;
using OrderSaga.Orders.Quotas;
using OrderSaga.SagaStore;
using OrderSaga.Settings;
using OrderSaga.Storage;
using BatchOptions = OrderSaga.Batches.BatchOptions;

namespace OrderSaga.Orders;

public static class OrderWiring
{
    /// <summary>Adds the mediator, the state machines and the store that keeps their instances.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        var store = configuration.Read<StoreOptions, StoreRules>("Store");
        var bus = configuration.Read<BusOptions, BusRules>("Bus");
        services.AddSettings<OrderOptions, OrderRules>(configuration, "Orders");
        services.AddSettings<BatchOptions, BatchRules>(configuration, "Batches");
        services.AddQuotas(configuration);
        services.AddEstimates();
        services.AddSingleton<OrderStateMachine>();
        services.AddSingleton<EchoStateMachine>();
        services.AddSingleton<BatchStateMachine>();
        services.AddSingleton<BulkStateMachine>();
        services.AddSagaStore<OrderSagaDbContext>(options =>
            {
                options.SweepInterval = store.SweepInterval;
                options.OutboxLease = store.OutboxLease;
                // A publish must have failed before another process may try.
                options.PublishTimeout = store.OutboxLease / 2;
            })
            .Keeps<Order>()
            .Keeps<EchoJob>()
            .Keeps<Batch>()
            .Keeps<Bulk>()
            .Publishes<OrderStatusChanged>()
            .Publishes<OrderRejected>()
            .Publishes<BatchStatusChanged>()
            .Publishes<BulkStatusChanged>()
            .Publishes<BulkRejected>()
            .WithEventFormat(bus.EventFormat);
        services.AddMediator(mediator => mediator.ConfigureMediator((context, endpoint) =>
        {
            endpoint.UseSagaStore(context.GetRequiredService<OrderStateMachine>(), context);
            endpoint.UseSagaStore(context.GetRequiredService<EchoStateMachine>(), context);
            endpoint.UseSagaStore(context.GetRequiredService<BatchStateMachine>(), context);
            endpoint.UseSagaStore(context.GetRequiredService<BulkStateMachine>(), context);
        }));
        return services;
    }
}
