using Microsoft.Data.Sqlite;
using Npgsql;
using OrderSaga.SagaStore.Sql;
using OrderSaga.Settings;

namespace OrderSaga.Storage;

/// <summary>The databases that the service runs on.</summary>
public enum StoreProvider
{
    /// <summary>A file on the same machine, for one worker and light loads.</summary>
    Sqlite,

    /// <summary>PostgreSQL; several workers may share it.</summary>
    Postgres,
}

/// <summary>Section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>Which database <see cref="ConnectionString"/> is for.</summary>
    public StoreProvider Provider { get; set; } = StoreProvider.Sqlite;

    /// <summary>A SQLite or Npgsql connection string.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/ordersaga.db";

    /// <summary>Pause between two sweeps of deadlines and outbox.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the process that stored an event has to publish it before any other may.</summary>
    public TimeSpan OutboxLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The database that these settings name: one a process.</summary>
    public Database Open() => Provider == StoreProvider.Postgres ? Database.Postgres(ConnectionString) : Database.Sqlite(ConnectionString);
}

sealed class StoreRules() : SettingsRules<StoreOptions>("Store")
{
    protected override void Check(StoreOptions options)
    {
        Must(Enum.IsDefined(options.Provider), nameof(options.Provider), options.Provider, "must be Sqlite or Postgres");
        Between(nameof(options.SweepInterval), options.SweepInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Between(nameof(options.OutboxLease), options.OutboxLease, TimeSpan.FromSeconds(16), TimeSpan.FromDays(1));
        // The value is not repeated: it may hold a password.
        Must(
            Readable(options), nameof(options.ConnectionString), "…",
            options.Provider == StoreProvider.Sqlite
                ? "must be a SQLite connection string such as Data Source=data/ordersaga.db"
                : "must be an Npgsql connection string such as Host=localhost;Database=ordersaga;Username=ordersaga;Password=…");
    }

    static bool Readable(StoreOptions options)
    {
        try
        {
            return options.Provider == StoreProvider.Sqlite
                ? new SqliteConnectionStringBuilder(options.ConnectionString).DataSource is { Length: > 0 } file && file != ":memory:"
                : new NpgsqlConnectionStringBuilder(options.ConnectionString).Host is { Length: > 0 };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            return false;
        }
    }
}
