using MassTransit.Mediator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Batches;
using OrderSaga.Bus;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.SagaStore.Loops;
using OrderSaga.Settings;
using BatchOptions = OrderSaga.Batches.BatchOptions;

namespace OrderSaga.Bulks;

/// <summary>Adds bulks.</summary>
public static class BulkWiring
{
    /// <summary>Adds bulks: their job, the desk that every door brings them to, the AMQP doors, the read queries and the resolver.</summary>
    public static IServiceCollection AddBulks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<BulkOptions, BulkRules>(configuration, "Bulks");
        services.AddOptions<BatchOptions>().Configure<IOptions<BulkOptions>>((batches, bulks) => batches.UnknownSize = bulks.Value.UnknownSize);
        services.AddJob<Bulk, BulkStateMachine>();
        services.AddEvent<BulkStatusChanged>();
        services.AddEvent<BulkRejected>();
        services.AddSingleton<BulkQueries>();
        services.AddSingleton<IWithdrawals>(provider => provider.GetRequiredService<BulkQueries>());
        services.AddSingleton<BulkReader>();
        services.AddSingleton<BulkSource>();
        services.AddSingleton<BulkBounds>();
        services.AddSingleton(provider => new BulkDesk(
            provider.GetRequiredService<BulkReader>(),
            provider.GetRequiredService<BulkSource>(),
            provider.GetRequiredService<BulkBounds>(),
            provider.GetRequiredService<IArchiveRules>(),
            provider.GetRequiredService<IOptions<BulkOptions>>(),
            provider.GetRequiredService<JobIds>(),
            provider.GetRequiredService<IMediator>(),
            provider.GetRequiredService<TimeProvider>()));
        BulkDoors.Open(services);
        services.Wakes<Bulk, BulkResolver>(bulk => bulk is { Due: not null, ClaimedUntil: null });
        services.AddSingleton<BulkTable>();
        services.AddSingleton<BulkWork>();
        services.AddLoop<BulkResolver>();
        return services;
    }
}
