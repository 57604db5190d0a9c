using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.Options;
using OrderSaga.Bus;
using RabbitMQ.Client;

namespace OrderSaga.Worker;

/// <summary>
/// Ends the process when a bus does not come back although its broker answers. Connections are MassTransit's to restore, and
/// it has missed that a broker closed one (MassTransit issue 5942, seen with 8.4): it then neither reconnects nor stops, so no
/// restart of the bus helps. Whatever the reason is, all that was acknowledged is in the database; systemd, compose or
/// Kubernetes start the next process, which goes on from there.
/// </summary>
sealed partial class BusWatch(
    IEnumerable<IBusInstance> buses,
    IEnumerable<BusBroker> brokers,
    IOptions<BusOptions> bus,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<BusWatch> logger) : BackgroundService
{
    /// <summary>EX_TEMPFAIL of sysexits.h: try again.</summary>
    const int ExitCode = 75;

    static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    readonly List<Watched> _watched =
        [.. from instance in buses join broker in brokers on instance.InstanceType equals broker.Bus select new Watched(instance, new Uri(broker.Uri))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (bus.Value.Transport != BusTransport.RabbitMq)
            return;
        var limit = bus.Value.GiveUpAfter;
        using var timer = new PeriodicTimer(limit / 6, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var watched in _watched)
                    await watched.LookAsync(time.GetUtcNow(), stoppingToken);
                if (_watched.Find(watched => time.GetUtcNow() - watched.StuckSince > limit) is { } stuck)
                {
                    LogStuck(logger, stuck.Name, limit);
                    await EndAsync();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>Asks the host to stop; as the stuck bus may keep it from that, not for long.</summary>
    async Task EndAsync()
    {
        Environment.ExitCode = ExitCode;
        lifetime.StopApplication();
        await Task.Delay(LongestStop, time, CancellationToken.None);
        Environment.Exit(ExitCode);
    }

    [LoggerMessage(LogLevel.Critical, "{Bus} has been down for {Limit} while its broker answers; the process ends, to be started again")]
    static partial void LogStuck(ILogger logger, string bus, TimeSpan limit);

    sealed class Watched(IBusInstance instance, Uri broker)
    {
        bool _wasHealthy;

        public string Name => instance.Name;

        public DateTimeOffset? StuckSince { get; private set; }

        public async Task LookAsync(DateTimeOffset now, CancellationToken cancellation)
        {
            if (instance.BusControl.CheckHealth().Status == BusHealthStatus.Healthy)
            {
                _wasHealthy = true;
                StuckSince = null;
                return;
            }
            // What never worked, such as a queue that exists with other arguments, would not work in a new process either.
            StuckSince = _wasHealthy && await AnswersAsync(cancellation) ? StuckSince ?? now : null;
        }

        async Task<bool> AnswersAsync(CancellationToken cancellation)
        {
            try
            {
                await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync("bus watch", cancellation);
                return true;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                return false;
            }
        }
    }
}
