using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderSaga.Regards.Values;
using OrderSaga.RegardsArchive;
using OrderSaga.Storage;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>The service as <c>dotnet run</c> starts it, by its own Program, in the process of the test and on the same in-memory bus.</summary>
sealed class EmbeddedStage : Stage
{
    static readonly ContentType JsonType = new("application/json");

    readonly WebApplicationFactory<Program> _service;
    IBus _bus = null!;

    EmbeddedStage(string folder, StoreOptions store, WebApplicationFactory<Program> service)
        : base(folder, store) => _service = service;

    public static async Task<EmbeddedStage> OpenAsync(IEnumerable<(string Key, string Value)> own)
    {
        var folder = NewFolder();
        var store = new StoreOptions { ConnectionString = $"Data Source={Path.Combine(folder, "orders.db")}" };
        var settings = Settings(folder, own);
        settings["Store:ConnectionString"] = store.ConnectionString;
        var stage = new EmbeddedStage(folder, store, new Service(settings));
        try
        {
            await stage.StartAsync();
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    async Task StartAsync()
    {
        using var client = _service.CreateClient();
        await Until.TrueAsync(
            async () => (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode,
            () => client.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
        _bus = _service.Services.GetRequiredService<IBus>();
        var listener = _bus.ConnectReceiveEndpoint("scenario.events", endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.ConcurrentMessageLimit = 1;
            var queue = (IInMemoryReceiveEndpointConfigurator)endpoint;
            queue.Bind("ordersaga.order-status-changed");
            queue.Bind("ordersaga.order-rejected");
            endpoint.ConfigureReceive(pipe => pipe.UseFilter(new Listener(Events)));
        });
        await listener.Ready;
        IsOpen = true;
    }

    protected override async Task PublishAsync(string exchange, IReadOnlyCollection<byte[]> bodies)
    {
        var endpoint = await _bus.GetSendEndpoint(new Uri("exchange:" + exchange));
        foreach (var body in bodies)
        {
            await endpoint.Send(new Foreign(), Pipe.Execute<SendContext<Foreign>>(context =>
                context.Serializer = new CopyBodySerializer(JsonType, new BytesMessageBody(body))));
        }
    }

    protected override async Task AnswerAsync(IReadOnlyCollection<(string Tenant, byte[] Body)> answers)
    {
        var endpoint = await _service.Services.GetRequiredService<IRegardsBus>().GetSendEndpoint(new Uri("exchange:" + RegardsExchanges.Answers));
        foreach (var (tenant, body) in answers)
        {
            await endpoint.Send(new Foreign(), Pipe.Execute<SendContext<Foreign>>(context =>
            {
                context.Serializer = new CopyBodySerializer(JsonType, new BytesMessageBody(body));
                context.Headers.Set(RegardsHeaders.Tenant, tenant);
            }));
        }
    }

    protected override async Task CloseAsync() => await _service.DisposeAsync();

    /// <summary>Stands for a type of another system; only its bytes travel.</summary>
    sealed record Foreign;

    sealed class Listener(EventLog events) : IFilter<ReceiveContext>
    {
        public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
        {
            events.Hear(context.Body.GetBytes());
            return Task.CompletedTask;
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("listener");
    }

    sealed class Service(Dictionary<string, string> settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.ClearProviders());
        }
    }
}
