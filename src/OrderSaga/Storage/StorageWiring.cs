using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.SagaStore.Sql;
using OrderSaga.Settings;

namespace OrderSaga.Storage;

/// <summary>Adds the database of the service.</summary>
public static class StorageWiring
{
    /// <summary>Adds the model and the schema's migration by the section <c>Store</c>. Call it before all that needs the schema.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var store = configuration.Read<StoreOptions, StoreRules>("Store");
        services.AddSettings<StoreOptions, StoreRules>(configuration, "Store");
        services.AddSingleton(_ => store.Open());
        services.AddPooledDbContextFactory<OrderSagaDbContext>((provider, options) => options.UseStore(provider.GetRequiredService<Database>()));
        services.AddHostedService<SchemaMigration>();
        return services;
    }

    /// <summary>Has a context read and migrate the database that all else here writes.</summary>
    public static DbContextOptionsBuilder UseStore(this DbContextOptionsBuilder options, Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        // A snapshot of EF's holds the types of one database, so two databases would need two, and two sets of migrations. Ours
        // leave the types to the provider; in the snapshot's place a test compares a migrated database with the model, on both.
        return database.Serve(options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)));
    }
}
