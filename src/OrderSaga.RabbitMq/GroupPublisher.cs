using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.RabbitMqTransport.Topology;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace OrderSaga.RabbitMq;

/// <summary>
/// Publishes messages by the group, on a channel of its own of a bus's connection: no send context and no pipe a message.
/// A channel that breaks is replaced at the next group.
/// </summary>
/// <typeparam name="TBus">A bus on RabbitMQ.</typeparam>
/// <param name="services">Has the bus. It is asked for late, as the bus's own endpoints may lead to who publishes.</param>
/// <param name="exchanges">Those that are declared on each new channel, as one that is missing closes it.</param>
public sealed class GroupPublisher<TBus>(IServiceProvider services, Func<IRabbitMqBusTopology, IEnumerable<Exchange>> exchanges) : IHostedService, IAsyncDisposable
    where TBus : IBus
{
    static readonly TimeSpan LastConfirms = TimeSpan.FromSeconds(5);

    readonly Lazy<IRabbitMqHostConfiguration> _host = new(() =>
        services.GetServices<IBusInstance>().Single(bus => bus.InstanceType == typeof(TBus)).HostConfiguration as IRabbitMqHostConfiguration
            ?? throw new InvalidOperationException($"The bus {typeof(TBus).Name} is not on RabbitMQ."));

    readonly SemaphoreSlim _turn = new(1, 1);
    ConfirmingChannel? _channel;

    /// <summary>How the bus names and declares its exchanges.</summary>
    public IRabbitMqBusTopology Topology => _host.Value.Topology;

    /// <summary>Publishes messages in their order, after those of earlier calls; returns when each is settled. Does not throw.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellation">What the broker has not confirmed by then counts as not taken.</param>
    /// <returns>For each message what kept the broker from taking it, null for nothing.</returns>
    public async Task<IReadOnlyList<Exception?>> PublishAsync(IReadOnlyList<PublishedMessage> messages, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0)
            return [];
        try
        {
            var (channel, group) = await SendAsync(messages, cancellation);
            return await channel.SettledAsync(group, cancellation);
        }
        catch (Exception exception)
        {
            return [.. messages.Select(_ => exception)];
        }
    }

    async Task<(ConfirmingChannel Channel, PublishedGroup Group)> SendAsync(IReadOnlyList<PublishedMessage> messages, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_channel is not { IsOpen: true } channel)
            {
                GiveUp();
                _channel = channel = await OpenAsync(cancellation);
            }
            return (channel, await channel.PublishAsync(messages, cancellation));
        }
        catch
        {
            // Which of the messages left, and so which number comes next, is not known.
            GiveUp();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task<ConfirmingChannel> OpenAsync(CancellationToken cancellation)
    {
        ConfirmingChannel? channel = null;
        await _host.Value.ConnectionContextSupervisor.Send(
            Pipe.ExecuteAsync<ConnectionContext>(async context => channel = await ConfirmingChannel.OpenAsync(context.Connection, DeclareAsync, cancellation)),
            cancellation);
        return channel!;
    }

    async Task DeclareAsync(IChannel channel, CancellationToken cancellation)
    {
        foreach (var exchange in exchanges(Topology))
        {
            await channel.ExchangeDeclareAsync(
                exchange.ExchangeName, exchange.ExchangeType, exchange.Durable, exchange.AutoDelete, exchange.ExchangeArguments!, cancellationToken: cancellation);
        }
    }

    /// <summary>The next group gets another channel. Nobody waits for the end of this one, which takes long while the broker is blocked.</summary>
    void GiveUp() => _ = CloseAsync();

    async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _channel, null) is not { } channel)
            return;
        try
        {
            await channel.DisposeAsync();
        }
        catch (Exception exception)
        {
            LogContext.Debug?.Log(exception, "A channel for publishing did not close well");
        }
    }

    /// <summary>Nothing to do: the channel opens with the first group.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits a little for the confirms of what is on its way, so that a clean stop repeats nothing. To be stopped before its bus.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var until = Environment.TickCount64 + (long)LastConfirms.TotalMilliseconds;
        while (_channel is { IsOpen: true, IsWaiting: true } && Environment.TickCount64 < until && !cancellationToken.IsCancellationRequested)
            await Task.Delay(10, CancellationToken.None);
    }

    /// <summary>Closes the channel.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _turn.Dispose();
    }
}

/// <summary>Adds publishing by the group to a bus.</summary>
public static class GroupPublishing
{
    /// <summary>Adds a <see cref="GroupPublisher{TBus}"/>. Call it after the bus is added: at a stop its last messages then leave before the bus does.</summary>
    public static IServiceCollection AddGroupPublisher<TBus>(
        this IServiceCollection services, Func<IServiceProvider, IRabbitMqBusTopology, IEnumerable<Exchange>> exchanges)
        where TBus : IBus
    {
        services.AddSingleton(provider => new GroupPublisher<TBus>(provider, topology => exchanges(provider, topology)));
        return services.AddHostedService(provider => provider.GetRequiredService<GroupPublisher<TBus>>());
    }
}
