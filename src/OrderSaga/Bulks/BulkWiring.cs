using MassTransit.Mediator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Callbacks;
using OrderSaga.Orders;
using OrderSaga.Reading;
using OrderSaga.SagaStore.Loops;
using OrderSaga.Settings;
using OrderSaga.Storage;

namespace OrderSaga.Bulks;

public static class BulkWiring
{
    /// <summary>Adds the desk that every door brings its bulks to, the AMQP doors, the read queries and the resolver. Call it after the store and the catalogue.</summary>
    public static IServiceCollection AddBulks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<BulkOptions, BulkRules>(configuration, "Bulks");
        services.AddSingleton<BulkQueries>();
        services.TryAddSingleton<CallbackEndpoints>();
        services.TryAddSingleton<SubscriberReader>();
        services.AddSingleton<BulkReader>();
        services.AddSingleton<BulkSource>();
        services.AddSingleton<BulkBounds>();
        services.AddSingleton(provider => new BulkDesk(
            provider.GetRequiredService<BulkReader>(),
            provider.GetRequiredService<BulkSource>(),
            provider.GetRequiredService<BulkBounds>(),
            provider.GetRequiredService<IArchiveRules>(),
            provider.GetRequiredService<IOptions<BulkOptions>>(),
            provider.GetRequiredService<OrderQueries>(),
            provider.GetRequiredService<IMediator>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CreateBulkConsumer>();
        services.AddSingleton<DismissBulkConsumer>();
        services.Wakes<Bulk, BulkResolver>(bulk => bulk is { Due: not null, ClaimedUntil: null });
        services.AddSingleton<BulkTable>(provider =>
        {
            var store = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
            return store.Provider == StoreProvider.Postgres
                ? new PostgresBulkTable(store.ConnectionString)
                : new SqliteBulkTable(store.ConnectionString);
        });
        services.AddSingleton<BulkWork>();
        services.AddLoop<BulkResolver>();
        return services;
    }
}
