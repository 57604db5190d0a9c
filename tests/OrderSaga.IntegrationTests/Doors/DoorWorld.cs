using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Bus;
using OrderSaga.Callbacks;
using OrderSaga.Catalogue;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;
using OrderSaga.Storage;
using OrderSaga.Tests;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>The service, wired as the worker wires it, with two virtual hosts and a database of its own, and foreign clients on both.</summary>
sealed class DoorWorld : IAsyncDisposable
{
    readonly string _name = $"doors-{Guid.NewGuid():N}";
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-doors-");
    readonly Dictionary<string, string?> _settings;

    DoorWorld(IReadOnlyList<string> vhosts, Dictionary<string, string?> settings)
    {
        (UpstreamVhost, RegardsVhost) = (vhosts[0], vhosts[1]);
        _settings = settings;
    }

    public string UpstreamVhost { get; }
    public string RegardsVhost { get; }
    public ForeignClient Upstream { get; private set; } = null!;
    public ForeignClient Regards { get; private set; } = null!;
    public Microsoft.Extensions.Hosting.IHost? Host { get; private set; }

    /// <summary>Makes servers and clients ready; the service is started by <see cref="StartAsync"/>.</summary>
    public static async Task<DoorWorld> MakeAsync(bool postgres = false, Dictionary<string, string?>? settings = null)
    {
        var world = new DoorWorld(await Vhosts.TakeAsync(2), settings ?? []);
        world.Upstream = await ForeignClient.ConnectAsync(TestServers.UriOf(world.UpstreamVhost));
        world.Regards = await ForeignClient.ConnectAsync(TestServers.UriOf(world.RegardsVhost));
        world.Set("Bus:Transport", "RabbitMq");
        world.Set("Bus:Uri", TestServers.UriOf(world.UpstreamVhost));
        world.Set("Bus:Prefetch", "50");
        world.Set("Regards:Uri", TestServers.UriOf(world.RegardsVhost));
        world.Set("Store:Provider", postgres ? "Postgres" : "Sqlite");
        world.Set("Store:SweepInterval", "00:00:00.1");
        world.Set("Store:ConnectionString", postgres
            ? await TestServers.MakeDatabaseAsync(world._name)
            : $"Data Source={Path.Combine(world._folder.FullName, "orders.db")}");
        return world;
    }

    public void Set(string key, string? value) => _settings.TryAdd(key, value);

    public void Change(string key, string? value) => _settings[key] = value;

    public async Task<DoorWorld> StartAsync()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Logging.AddProvider(new TestOutput());
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddCatalogue(builder.Configuration);
        builder.Services.AddJobs(builder.Configuration);
        builder.Services.AddOrders(builder.Configuration);
        builder.Services.AddBatches(builder.Configuration);
        builder.Services.AddBulks(builder.Configuration);
        builder.Services.AddRegards(builder.Configuration);
        builder.Services.AddDispatcher(builder.Configuration);
        // Subscribers are taken, and nobody calls them.
        builder.Services.AddEndpoints();
        builder.Services.Configure<CallbackOptions>(callbacks => callbacks.AllowUnregistered = true);
        builder.Services.AddOrderSagaBus(builder.Configuration);
        Host = builder.Build();
        await Host.StartAsync();
        await Until.TrueAsync(() => Part<IBusControl>().CheckHealth().Status == BusHealthStatus.Healthy && Part<RegardsBusHealth>().IsReady, "both buses are up");
        return this;
    }

    public async Task StopAsync()
    {
        if (Host is null)
            return;
        await Host.StopAsync();
        if (Host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        Host = null;
    }

    public T Part<T>()
        where T : notnull => Host!.Services.GetRequiredService<T>();

    public async Task<OrderSagaDbContext> DatabaseAsync() =>
        await Part<IDbContextFactory<OrderSagaDbContext>>().CreateDbContextAsync();

    /// <summary>The database as an operator opens it, whether or not the service runs.</summary>
    public OrderSagaDbContext OpenDatabase()
    {
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(new StoreOptions
        {
            Provider = Enum.Parse<StoreProvider>(_settings["Store:Provider"]!),
            ConnectionString = _settings["Store:ConnectionString"]!,
        });
        return new OrderSagaDbContext(options.Options);
    }

    public async Task<Order?> OrderAsync(Guid id)
    {
        await using var database = await DatabaseAsync();
        return await database.Set<Order>().AsNoTracking().FirstOrDefaultAsync(order => order.CorrelationId == id);
    }

    public async Task<int> CountOrdersAsync()
    {
        await using var database = await DatabaseAsync();
        return await database.Set<Order>().CountAsync();
    }

    public Task UntilAsync(Guid id, Func<Order, bool> condition, string what) =>
        Until.TrueAsync(async () => await OrderAsync(id) is { } order && condition(order), what);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Upstream.DisposeAsync();
        await Regards.DisposeAsync();
        Vhosts.GiveBack([UpstreamVhost, RegardsVhost]);
        if (_settings["Store:Provider"] == "Postgres")
            await TestServers.DropDatabaseAsync(_name);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    sealed class TestOutput : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                TestContext.Progress.WriteLine(formatter(state, exception) + (exception is null ? "" : $" | {exception.GetType().Name}: {exception.Message}"));
        }

        public void Dispose()
        {
        }
    }
}
