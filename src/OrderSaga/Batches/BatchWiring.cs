using MassTransit.Mediator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Bus;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Reading;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;
using OrderSaga.Settings;

namespace OrderSaga.Batches;

/// <summary>Adds batches.</summary>
public static class BatchWiring
{
    /// <summary>Adds batches, whose bulks tell of their dismissals by an <see cref="IWithdrawals"/>: their job, the desk for triggers and dismissals, the AMQP doors, the read queries, and the loops that start, count and stop them.</summary>
    public static IServiceCollection AddBatches(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<BatchOptions, BatchRules>(configuration, "Batches");
        services.AddJob<Batch, BatchStateMachine>();
        services.AddEvent<BatchStatusChanged>();
        services.AddSingleton<BatchQueries>();
        services.AddSingleton<BatchTable>();
        services.AddSingleton<BatchStore>();
        services.AddSingleton(provider => new BatchDesk(
            provider.GetRequiredService<BatchQueries>(),
            provider.GetRequiredService<BatchStore>(),
            provider.GetRequiredService<IWithdrawals>(),
            provider.GetRequiredService<SubscriberReader>(),
            provider.GetRequiredService<IOptions<ArchiveOptions>>(),
            provider.GetRequiredService<IOptions<BatchOptions>>(),
            provider.GetRequiredService<IMediator>(),
            provider.GetRequiredService<TimeProvider>()));
        BatchDoors.Open(services);
        services.AddSingleton<BatchSignals>();
        services.AddSingleton<ICommitListener<Order>>(provider => provider.GetRequiredService<BatchSignals>());
        services.AddSingleton<ICommitListener<Batch>>(provider => provider.GetRequiredService<BatchSignals>());
        services.AddLoop<BatchStarter>();
        services.AddLoop<BatchCounter>();
        services.AddLoop<BatchStopper>();
        return services;
    }
}
