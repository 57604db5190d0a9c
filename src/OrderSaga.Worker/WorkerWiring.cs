using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Bus;
using OrderSaga.Callbacks;
using OrderSaga.Catalogue;
using OrderSaga.Echoes;
using OrderSaga.Gateway;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Storage;

namespace OrderSaga.Worker;

/// <summary>The roof: the one place that lists the features, but for the archive, which whoever starts the service chooses.</summary>
public static class WorkerWiring
{
    /// <summary>Adds the whole service to a host. Its features start in the order in which they stand here, and stop in the reverse one: the doors close before the store does.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="archive">
    /// Adds the archive that carries orders out: an <see cref="Archive.IArchive"/>, its <see cref="Archive.IArchiveRules"/> and
    /// its <see cref="Archive.ArchiveOptions"/>.
    /// </param>
    public static void AddOrderSaga(this WebApplicationBuilder builder, Func<IServiceCollection, IConfiguration, IServiceCollection> archive)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(archive);
        var configuration = builder.Configuration;
        builder.Services.AddStorage(configuration);
        builder.Services.AddCatalogue(configuration);
        builder.Services.AddJobs(configuration);
        builder.Services.AddOrders(configuration);
        builder.Services.AddBatches(configuration);
        builder.Services.AddBulks(configuration);
        builder.Services.AddEchoes(configuration);
        builder.Services.AddCallbacks(configuration);
        archive(builder.Services, configuration);
        builder.Services.AddDispatcher(configuration);
        builder.Services.AddOrderSagaBus(configuration);
        builder.Services.AddGateway(configuration);
        builder.UsePublicAddress();
        builder.Services.AddWorkerHealth();
        builder.Services.AddHostedService<BusWatch>();
    }

    /// <summary>Maps what is answered over HTTP.</summary>
    public static void MapOrderSaga(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGateway();
        app.MapWorkerHealth();
    }
}
