using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Bulks;
using OrderSaga.Callbacks;
using OrderSaga.Orders;
using OrderSaga.Reading;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;
using OrderSaga.Storage;

namespace OrderSaga.Batches;

public static class BatchWiring
{
    /// <summary>Adds the desk for triggers and dismissals, the AMQP doors, the read queries, and the loops that start, count and stop batches.</summary>
    public static IServiceCollection AddBatches(this IServiceCollection services)
    {
        services.AddSingleton<BatchQueries>();
        services.AddSingleton<BatchDatabase>(provider =>
        {
            var store = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
            return store.Provider == StoreProvider.Postgres
                ? new PostgresBatchDatabase(store.ConnectionString)
                : new SqliteBatchDatabase(store.ConnectionString);
        });
        services.AddSingleton<BatchTable>();
        services.AddSingleton<BatchStore>();
        services.TryAddSingleton<CallbackEndpoints>();
        services.TryAddSingleton<SubscriberReader>();
        services.AddSingleton(provider => new BatchDesk(
            provider.GetRequiredService<BatchQueries>(),
            provider.GetRequiredService<BatchStore>(),
            provider.GetRequiredService<SubscriberReader>(),
            provider.GetRequiredService<IOptions<ArchiveOptions>>(),
            provider.GetRequiredService<IOptions<BulkOptions>>(),
            provider.GetRequiredService<IMediator>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TriggerBatchConsumer>();
        services.AddSingleton<DismissBatchConsumer>();
        services.AddSingleton<BatchSignals>();
        services.AddSingleton<ICommitListener<Order>>(provider => provider.GetRequiredService<BatchSignals>());
        services.AddSingleton<ICommitListener<Batch>>(provider => provider.GetRequiredService<BatchSignals>());
        services.AddLoop<BatchStarter>();
        services.AddLoop<BatchCounter>();
        services.AddLoop<BatchStopper>();
        return services;
    }
}
