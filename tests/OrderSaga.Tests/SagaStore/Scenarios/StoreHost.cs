using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Tests.SagaStore;

/// <summary>A process of the application, as far as the store is concerned: mediator, machine, store, bus.</summary>
public sealed class StoreHost : IAsyncDisposable
{
    readonly IHost _host;

    StoreHost(IHost host) => _host = host;

    public IMediator Mediator => _host.Services.GetRequiredService<IMediator>();

    public SagaStoreState State => _host.Services.GetRequiredService<SagaStoreState>();

    public IServiceProvider Services => _host.Services;

    /// <summary>Sweeps come often, so that what they do can be waited for. Leases are as long as ever: they end in <see cref="StoreWorld.UntilToldAsync"/>.</summary>
    public static void Quick(SagaStoreOptions options) => options.SweepInterval = TimeSpan.FromMilliseconds(50);

    public static async Task<StoreHost> StartAsync(StoreWorld world, StoreHostSettings? settings = null)
    {
        settings ??= new StoreHostSettings();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (settings.Logs is { } logs)
            builder.Logging.AddProvider(logs);
        builder.Services.AddSingleton(_ => world.OpenDatabase());
        builder.Services.AddDbContextFactory<CounterContext>((provider, options) => provider.GetRequiredService<Database>().Serve(options));
        if (settings is { HasBus: true, BusComesFirst: true })
            AddBus(builder.Services, world, settings);
        builder.Services.AddSagaStore<CounterContext>(settings.Options).WithEventFormat(settings.Format)
            .Keeps<Counter>()
            .Publishes<CountChanged>();
        builder.Services.AddMediator(mediator =>
            mediator.ConfigureMediator((context, endpoint) => endpoint.UseSagaStore(new CounterMachine(), context)));
        if (settings is { HasBus: true, BusComesFirst: false })
            AddBus(builder.Services, world, settings);
        settings.Services?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new StoreHost(host);
    }

    static void AddBus(IServiceCollection services, StoreWorld world, StoreHostSettings settings)
    {
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            world.UseBus(bus, settings.Format);
        });
        services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = settings.WaitsForBus);
    }

    public Task SendAsync<T>(T message, CancellationToken cancellation = default)
        where T : class => Mediator.Send(message, cancellation);

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}

public sealed record StoreHostSettings
{
    public Action<SagaStoreOptions> Options { get; init; } = StoreHost.Quick;
    public EventFormat Format { get; init; } = EventFormat.Json;
    public bool HasBus { get; init; } = true;

    /// <summary>Starts before the store and stops after it.</summary>
    public bool BusComesFirst { get; init; }

    public bool WaitsForBus { get; init; } = true;
    public ILoggerProvider? Logs { get; init; }
    public Action<IServiceCollection>? Services { get; init; }
}
