using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Bus;
using OrderSaga.Callbacks;
using OrderSaga.Catalogue;
using OrderSaga.Echoes;
using OrderSaga.Gateway;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Orders.Queue;
using OrderSaga.RegardsArchive;
using OrderSaga.Simulator.Transport;
using OrderSaga.Storage;
using OrderSaga.Worker;

return await WrongSettings.ToldAsync(async () =>
{
    // The settings file lies beside the assembly, wherever the service is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var configuration = builder.Configuration;
    var simulate = configuration.SimulatesRegards();

    // In this order they start, and in the reverse order they stop: the doors close before the store does.
    builder.Services.AddStorage(configuration);
    builder.Services.AddCatalogue(configuration);
    builder.Services.AddJobs(configuration);
    builder.Services.AddOrders(configuration);
    builder.Services.AddBatches(configuration);
    builder.Services.AddBulks(configuration);
    builder.Services.AddEchoes();
    builder.Services.AddCallbacks(configuration);
    if (simulate)
        builder.Services.AddRegardsStandIn(configuration.GetSection("Simulator"));
    builder.Services.AddRegards(configuration, (bus, context) =>
    {
        if (simulate)
            bus.ConfigureStandIn(context);
    });
    builder.Services.AddDispatcher(configuration);
    builder.Services.AddOrderSagaBus(configuration);
    builder.Services.AddGateway(configuration);
    builder.UsePublicAddress();
    builder.Services.AddWorkerHealth();
    builder.Services.AddHostedService<BusWatch>();

    var app = builder.Build();
    app.MapGateway();
    app.MapWorkerHealth();
    app.AnnounceAddress();
    app.CheckSettings();
    await app.RunAsync();
});
