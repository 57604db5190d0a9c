using NUnit.Framework;

namespace OrderSaga.Tests.SagaStore;

/// <summary>A situation of the store. Each test has a world to itself; which one, the project says in <see cref="World"/>.</summary>
public abstract class StoreFixture
{
    readonly List<StoreHost> _hosts = [];

    protected StoreWorld World { get; private set; } = null!;

    [SetUp]
    public async Task Make_a_world()
    {
        World = SagaStore.World.New();
        await World.CreateDatabaseAsync();
        if (HasSchema)
            await World.CreateSchemaAsync();
    }

    [TearDown]
    public async Task Leave_the_world()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        _hosts.Clear();
        if (World is not null)
            await World.DisposeAsync();
    }

    protected virtual bool HasSchema => true;

    protected async Task<StoreHost> StartAsync(StoreHostSettings? settings = null)
    {
        var host = await StoreHost.StartAsync(World, settings);
        _hosts.Add(host);
        return host;
    }
}
