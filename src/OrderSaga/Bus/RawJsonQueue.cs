using MassTransit;
using MassTransit.Middleware;
using OrderSaga.RabbitMq;
using OrderSaga.Reading;

namespace OrderSaga.Bus;

static class RawJsonQueue
{
    /// <summary>
    /// A queue that any AMQP client may feed. One consumer a queue, which reads the body itself. Many messages are taken side
    /// by side; those about one order, bulk or batch one after the other, as the queue holds them. What it can't read lands
    /// whole in <c>&lt;queue&gt;_error</c>; what it can't take just now stays in the queue.
    /// </summary>
    public static void ReadRawJson(this IReceiveEndpointConfigurator endpoint, ushort prefetch)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = prefetch;
        endpoint.ConcurrentMessageLimit = prefetch;
        endpoint.AcknowledgeTogether(MessageSubject.Of);
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator)
            endpoint.ConfigureReceive(pipe => pipe.UseFilter(new InTurn()));
        endpoint.ClearSerialization();
        var body = new BodyDeserializer();
        endpoint.AddSerializer(body);
        endpoint.AddDeserializer(body, isDefault: true);
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<UnreadableException>();
            retry.Exponential(5, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(500));
        });
        // Nothing is skipped, as every body goes to the consumer; should it ever be, it is set aside with the unreadable.
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new RefuseSkipped()));
        endpoint.ConfigureError(pipe =>
        {
            pipe.UseFilter(new KeepInQueue());
            pipe.UseFilter(new GenerateFaultFilter());
            pipe.UseFilter(new ErrorTransportFilter());
        });
    }

    /// <summary>A server that is away, or a worker that stops, is no fault of the message: the broker keeps it and delivers it again.</summary>
    sealed class KeepInQueue : IFilter<ExceptionReceiveContext>
    {
        public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
            Passing.Is(context.Exception) ? Task.FromException(context.Exception) : next.Send(context);

        public void Probe(ProbeContext context) => context.CreateFilterScope("keep-in-queue");
    }

    /// <summary>For transports other than RabbitMQ, whose channel sees to it.</summary>
    sealed class InTurn : IFilter<ReceiveContext>
    {
        readonly Turns _turns = new();
        long _number;

        public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
            _turns.TakeAsync((ulong)Interlocked.Increment(ref _number), MessageSubject.Of(context.Body.GetBytes()), () => next.Send(context));

        public void Probe(ProbeContext context) => context.CreateFilterScope("in-turn");
    }

    sealed class RefuseSkipped : IFilter<ReceiveContext>
    {
        public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
            throw new UnreadableMessageException("no consumer took it.");

        public void Probe(ProbeContext context) => context.CreateFilterScope("refuse-skipped");
    }
}

static class ClassicQueue
{
    /// <summary>
    /// Version 2 of RabbitMQ's classic queues, the only one from RabbitMQ 4 on. Version 1, the default of 3.x, syncs its index for
    /// every few confirms and so competes with the database for the disk.
    /// </summary>
    public static void UseClassicQueue(this IRabbitMqReceiveEndpointConfigurator endpoint) => endpoint.SetQueueArgument("x-queue-version", 2);
}
