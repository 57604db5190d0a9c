using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderSaga.Batches;
using OrderSaga.Callbacks;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Batches.Scenarios;

/// <summary>A worker as far as batches are concerned: mediator, machines, store, loops, and a bus with a listener. Nothing is sent to an archive: the tests answer for it.</summary>
sealed class BatchWorker : IAsyncDisposable
{
    readonly IHost _host;
    bool _stopped;

    BatchWorker(IHost host) => _host = host;

    public BatchDesk Desk => Part<BatchDesk>();

    public BatchQueries Queries => Part<BatchQueries>();

    /// <summary>Intervals are short, so that what is done in them can be waited for.</summary>
    public static async Task<BatchWorker> StartAsync(
        StoreOptions store, ConcurrentQueue<BatchStatusChanged> told, bool loops, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        var configuration = new Dictionary<string, string?>
        {
            ["Store:Provider"] = store.Provider.ToString(),
            ["Store:ConnectionString"] = store.ConnectionString,
            ["Store:SweepInterval"] = "00:00:00.050",
            ["Batches:CountInterval"] = "00:00:00.020",
        };
        foreach (var (key, value) in settings)
            configuration[key] = value;
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Services.AddStorage(builder.Configuration);
        // Before the store, so that the bus stops after it: what is told last must still get out.
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingInMemory((_, memory) => memory.ReceiveEndpoint("told", endpoint => endpoint.Handler<BatchStatusChanged>(context =>
            {
                told.Enqueue(context.Message);
                return Task.CompletedTask;
            })));
        });
        builder.Services.AddJobs(builder.Configuration);
        new SagaStoreBuilder(builder.Services).WithEventFormat(EventFormat.Envelope);
        builder.Services.AddOrders(builder.Configuration);
        builder.Services.AddBatches(builder.Configuration);
        builder.Services.AddSingleton<IWithdrawals, NoBulk>();
        builder.Services.AddEndpoints();
        if (!loops)
        {
            Type[] all = [typeof(BatchStarter), typeof(BatchCounter), typeof(BatchStopper)];
            foreach (var loop in builder.Services.Where(service => all.Contains(service.ImplementationType)).ToList())
                builder.Services.Remove(loop);
        }
        var worker = new BatchWorker(builder.Build());
        await worker._host.StartAsync();
        return worker;
    }

    public T Part<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task SendAsync<T>(T command)
        where T : class => Part<IMediator>().Send(command);

    public async Task StopAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    public ValueTask DisposeAsync() => new(StopAsync());

    /// <summary>Batches alone, whose bulks nobody dismisses.</summary>
    sealed class NoBulk : IWithdrawals
    {
        public Task<bool> IsWithdrawnAsync(Guid bulkId, CancellationToken cancellation) => Task.FromResult(false);
    }
}
