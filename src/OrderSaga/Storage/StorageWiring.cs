using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrderSaga.Settings;

namespace OrderSaga.Storage;

public static class StorageWiring
{
    /// <summary>Adds the model and the schema's migration by the section <c>Store</c>. Call it before all that needs the schema.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var store = configuration.Read<StoreOptions, StoreRules>("Store");
        services.AddSettings<StoreOptions, StoreRules>(configuration, "Store");
        services.AddPooledDbContextFactory<OrderSagaDbContext>(options => options.UseStore(store));
        services.AddHostedService<SchemaMigration>();
        return services;
    }

    /// <summary>Configures the context for a store.</summary>
    public static DbContextOptionsBuilder UseStore(this DbContextOptionsBuilder options, StoreOptions store)
    {
        // Migrations are written by hand, so there is no snapshot to compare with; a test compares the schema itself.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        if (store.Provider == StoreProvider.Postgres)
        {
            // Nothing here leaves state in a session, so there is none to reset: a message less for each read.
            return options.UseNpgsql(new NpgsqlConnectionStringBuilder(store.ConnectionString) { NoResetOnClose = true }.ConnectionString);
        }
        var file = new SqliteConnectionStringBuilder(store.ConnectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        return options.UseSqlite(store.ConnectionString);
    }
}
