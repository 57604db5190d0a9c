using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrderSaga.Callbacks;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Storage;
using OrderSaga.Tests.Callbacks.Scenarios;
using OrderSaga.Tests.Simulator;

namespace OrderSaga.Tests.Callbacks;

/// <summary>The courier as the worker wires it, over a SQLite file and with a clock that the test moves; its subscriber is a real server.</summary>
sealed class CallbackWorld : IAsyncDisposable
{
    /// <summary>Of a subscriber's answer; only one that never comes takes so long.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>How long a worker has for what it took.</summary>
    public static readonly TimeSpan Lease = new CallbackOptions { Timeout = Timeout }.Lease;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-courier-");
    readonly Dictionary<string, string?> _settings = [];
    readonly ManualTime _time = new();
    IHost? _host;

    CallbackWorld(Subscriber subscriber) => Subscriber = subscriber;

    public Subscriber Subscriber { get; }

    public DateTime Now => _time.UtcNow();

    public string ConnectionString => _settings["Store:ConnectionString"]!;

    public CallbackLog Log => Part<CallbackLog>();

    /// <summary>Everything is ready but the courier itself.</summary>
    public static async Task<CallbackWorld> MakeAsync(params (string Key, string Value)[] settings)
    {
        var world = new CallbackWorld(await Subscriber.StartAsync());
        world.Set("Store:ConnectionString", $"Data Source={Path.Combine(world._folder.FullName, "orders.db")}");
        world.Set("Callbacks:SweepInterval", "00:00:00.020");
        world.Set("Callbacks:Timeout", Timeout.ToString());
        world.Register("here", world.Subscriber.Origin);
        foreach (var (key, value) in settings)
            world.Set(key, value);
        await using var database = world.Open();
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
        return world;
    }

    public static async Task<CallbackWorld> StartAsync(params (string Key, string Value)[] settings)
    {
        var world = await MakeAsync(settings);
        await world.StartAsync();
        return world;
    }

    public void Set(string key, string value) => _settings[key] = value;

    /// <summary>Registers an endpoint on this machine.</summary>
    public void Register(string name, string prefix)
    {
        Set($"Callbacks:Endpoints:{name}:Prefix", prefix);
        Set($"Callbacks:Endpoints:{name}:AllowPrivate", "true");
    }

    public async Task StartAsync()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddCallbacks(builder.Configuration);
        builder.Services.AddSingleton<ICallbackBody, PlainBody>();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_host is null)
            return;
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        _host = null;
    }

    public T Part<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    public void Pass(TimeSpan time) => _time.Now += time;

    /// <summary>An event as a behaviour leaves it; its body is <c>{"n":sequence}</c>.</summary>
    public async Task<Guid> AddAsync(string path, Guid? job = null, int sequence = 1, string? origin = null, string jobKind = Order.JobKind)
    {
        var id = job ?? Guid.NewGuid();
        await using var database = Open();
        database.Add(new Callback
        {
            JobId = id,
            Sequence = sequence,
            JobKind = jobKind,
            Owner = "o",
            Kind = CallbackKind.InProgress,
            Uri = (origin ?? Subscriber.Origin) + path,
            At = Now,
            Snapshot = $$"""{"n":{{sequence}}}""",
            NextAttempt = Now,
        });
        await database.SaveChangesAsync();
        return id;
    }

    public async Task<Callback> FindAsync(Guid job, int sequence = 1)
    {
        await using var database = Open();
        return await database.Set<Callback>().AsNoTracking().SingleAsync(callback => callback.JobId == job && callback.Sequence == sequence);
    }

    public async Task<int> CountAsync()
    {
        await using var database = Open();
        return await database.Set<Callback>().CountAsync();
    }

    /// <summary>Until the event is in the state, or, while it stays pending, has an attempt's outcome.</summary>
    public async Task<Callback> UntilAsync(Guid job, Func<Callback, bool> condition, int sequence = 1)
    {
        Callback callback = null!;
        await Until.TrueAsync(
            async () => condition(callback = await FindAsync(job, sequence)),
            () => $"{callback.State}, {callback.Attempts} attempts, {callback.LastStatus} {callback.LastFault}, next {callback.NextAttempt:O} at {Now:O}");
        return callback;
    }

    public Task<Callback> UntilDeliveredAsync(Guid job, int sequence = 1) => UntilAsync(job, callback => callback.State == CallbackState.Delivered, sequence);

    /// <summary>Until the outcome of this attempt is known, and is no delivery.</summary>
    public Task<Callback> UntilFailedAsync(Guid job, int attempts) =>
        UntilAsync(job, callback => callback.Attempts == attempts && (callback.State == CallbackState.Failed || !IsUnderWay(callback)));

    public Task UntilReceivedAsync(string path, int count) => Until.TrueAsync(
        () => Task.FromResult(Subscriber.At(path).Count >= count), () => $"{Subscriber.At(path).Count} at {path}");

    public OrderSagaDbContext Open()
    {
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(new StoreOptions { ConnectionString = ConnectionString });
        return new OrderSagaDbContext(options.Options);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Subscriber.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    static bool IsUnderWay(Callback callback) => callback.NextAttempt - callback.LastAttempt == Lease;

    sealed class PlainBody : ICallbackBody
    {
        public string JobKind => Order.JobKind;

        public Task<ReadOnlyMemory<byte>> WriteAsync(Callback callback, CancellationToken cancellation) =>
            Task.FromResult<ReadOnlyMemory<byte>>(System.Text.Encoding.UTF8.GetBytes(callback.Snapshot));
    }
}
