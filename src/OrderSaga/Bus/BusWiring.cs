using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Contracts;
using OrderSaga.Orders;
using OrderSaga.Settings;

namespace OrderSaga.Bus;

public static class BusWiring
{
    public const string SubmitOrderQueue = "ordersaga.submit-order";
    public const string DismissOrderQueue = "ordersaga.dismiss-order";
    public const string TriggerBatchQueue = "ordersaga.trigger-batch";
    public const string DismissBatchQueue = "ordersaga.dismiss-batch";
    public const string CreateBulkQueue = "ordersaga.create-bulk";
    public const string DismissBulkQueue = "ordersaga.dismiss-bulk";

    /// <summary>
    /// Adds our own bus: the queues of upstream systems and the exchanges of our events. Call it after the store, so that
    /// at the end the doors close first.
    /// </summary>
    public static IServiceCollection AddOrderSagaBus(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.Read<BusOptions, BusRules>("Bus");
        services.AddSettings<BusOptions, BusRules>(configuration, "Bus");
        return services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            if (options.Transport == BusTransport.InMemory)
            {
                bus.UsingInMemory((context, factory) =>
                {
                    factory.AddDoors(context, options);
                });
                return;
            }
            bus.UsingRabbitMq((context, factory) =>
            {
                factory.Host(new Uri(options.Uri));
                // Listeners bind to our exchanges before the first event is told.
                factory.DeployPublishTopology = true;
                factory.Publish<OrderStatusChanged>();
                factory.Publish<OrderRejected>();
                factory.Publish<BatchStatusChanged>();
                factory.Publish<BulkStatusChanged>();
                factory.Publish<BulkRejected>();
                factory.AddDoors(context, options);
            });
        });
    }

    static void AddDoors(this IBusFactoryConfigurator factory, IBusRegistrationContext context, BusOptions options)
    {
        // The consumers are asked for at the first message: made here they would need the mediator, which needs this bus.
        // Queue and exchange share the name, so publishing to the exchange needs no further binding.
        factory.AddDoor(SubmitOrderQueue, options, context.GetRequiredService<SubmitOrderConsumer>);
        factory.AddDoor(DismissOrderQueue, options, context.GetRequiredService<DismissOrderConsumer>);
        factory.AddDoor(TriggerBatchQueue, options, context.GetRequiredService<TriggerBatchConsumer>);
        factory.AddDoor(DismissBatchQueue, options, context.GetRequiredService<DismissBatchConsumer>);
        factory.AddDoor(CreateBulkQueue, options, context.GetRequiredService<CreateBulkConsumer>);
        factory.AddDoor(DismissBulkQueue, options, context.GetRequiredService<DismissBulkConsumer>);
    }

    static void AddDoor<TConsumer>(this IBusFactoryConfigurator factory, string queue, BusOptions options, Func<TConsumer> consumer)
        where TConsumer : class, IConsumer =>
        factory.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.ReadRawJson(options.Prefetch);
            endpoint.ChooseQueueType(options.QueueType);
            endpoint.Consumer(consumer);
        });

    static void ChooseQueueType(this IReceiveEndpointConfigurator endpoint, QueueType type)
    {
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit)
            return;
        if (type == QueueType.Quorum)
            rabbit.SetQuorumQueue();
        else
            rabbit.UseClassicQueue();
    }
}
