using MassTransit;

namespace OrderSaga.Bus;

static class ClassicQueue
{
    /// <summary>
    /// Version 2 of RabbitMQ's classic queues, the only one from RabbitMQ 4 on. Version 1, the default of 3.x, syncs its index for
    /// every few confirms and so competes with the database for the disk.
    /// </summary>
    public static void UseClassicQueue(this IRabbitMqReceiveEndpointConfigurator endpoint) => endpoint.SetQueueArgument("x-queue-version", 2);
}
