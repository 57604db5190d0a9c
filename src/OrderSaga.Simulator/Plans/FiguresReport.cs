using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderSaga.Simulator.Plans;

/// <summary>Logs the figures every ten seconds when they have changed, and once more at the end.</summary>
sealed partial class FiguresReport(Figures figures, TimeProvider time, ILogger<FiguresReport> logger) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    string _last = new Figures().ToString();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Report();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Report();
    }

    void Report()
    {
        var now = figures.ToString();
        if (now == _last)
            return;

        _last = now;
        LogFigures(logger, now);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Figures}")]
    static partial void LogFigures(ILogger logger, string figures);
}
