using MassTransit.Mediator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Archive;
using OrderSaga.Bus;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders.Estimates;
using OrderSaga.Orders.Queue;
using OrderSaga.Orders.Quotas;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;
using OrderSaga.Settings;

namespace OrderSaga.Orders;

/// <summary>Adds orders, and their way to the archive.</summary>
public static class OrderWiring
{
    /// <summary>Adds orders: their job, the desk that every door brings them to, the AMQP doors, quotas, estimates and read queries.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<OrderOptions, OrderRules>(configuration, "Orders");
        services.AddSettings<QuotaOptions, QuotaRules>(configuration, "Quota");
        services.AddSingleton<OwnerQuotas>();
        services.AddSingleton<QuotaQueries>();
        services.AddSingleton<QuotaGate>();
        services.AddSingleton<ArchivePace>();
        services.AddSingleton<EstimateQueries>();
        services.AddSingleton<OrderEstimates>();
        services.AddLoop<EstimateUpkeep>();
        services.AddJob<Order, OrderStateMachine>();
        services.AddEvent<OrderStatusChanged>();
        services.AddEvent<OrderRejected>();
        services.AddEvent<CommandRefused>();
        services.AddSingleton<OrderTable>();
        services.AddSingleton<OrderQueries>();
        services.AddSingleton<OrderCounts>();
        services.AddSingleton<OrderReader>();
        services.AddSingleton(provider => new OrderDesk(
            provider.GetRequiredService<OrderReader>(),
            provider.GetRequiredService<ICatalogue>(),
            provider.GetRequiredService<IArchiveRules>(),
            provider.GetRequiredService<QuotaGate>(),
            provider.GetRequiredService<JobIds>(),
            provider.GetRequiredService<IMediator>(),
            provider.GetRequiredService<TimeProvider>()));
        OrderDoors.Open(services);
        return services;
    }

    /// <summary>Adds the dispatcher that hands due orders over to the archive. Call it after the archive's own, so that it stops before.</summary>
    public static IServiceCollection AddDispatcher(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<DispatchOptions, DispatchRules>(configuration, "Dispatch");
        services.AddSingleton<OwnerLimits>();
        services.AddSingleton<DispatchState>();
        services.AddSingleton<ICommitListener<Order>, DispatchListener>();
        services.AddSingleton<DispatchQueue>();
        return services.AddLoop<Dispatcher>();
    }
}
