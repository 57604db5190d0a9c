using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderSaga.Simulator.Plans;

/// <summary>What became of a request, for the figures and the request log.</summary>
public enum Outcome
{
    /// <summary>Dropped or kept silent about: no answer ever.</summary>
    Silent,

    /// <summary>Denied at intake.</summary>
    Denied,

    /// <summary>Denied by its request id alone, as the body could not be read.</summary>
    DeniedUnreadable,

    /// <summary>Moved to the dead letter queue without an answer, as a batch that failed for good.</summary>
    DeadLettered,

    /// <summary>Granted, and silence after that.</summary>
    GrantedOnly,

    /// <summary>Granted with file work: no PATCH SUCCESS will come.</summary>
    GrantedFiles,

    /// <summary>Processed; ends in ERROR.</summary>
    Error,

    /// <summary>Processed; ends in SUCCESS.</summary>
    Success
}

/// <summary>Counts since the start. Thread-safe; the numbers of one snapshot may be a request apart.</summary>
public sealed class Figures
{
    readonly long[] _byOutcome = new long[Enum.GetValues<Outcome>().Length];
    long _answers;

    public void Count(Outcome outcome) => Interlocked.Increment(ref _byOutcome[(int)outcome]);

    public void CountAnswer() => Interlocked.Increment(ref _answers);

    public long Of(Outcome outcome) => Interlocked.Read(ref _byOutcome[(int)outcome]);

    /// <summary>Answers the broker has confirmed.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    public long Requests => Enum.GetValues<Outcome>().Sum(Of);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"requests {Requests}, to succeed {Of(Outcome.Success)}, to fail {Of(Outcome.Error)}, granted with files {Of(Outcome.GrantedFiles)}, granted only {Of(Outcome.GrantedOnly)}, denied {Of(Outcome.Denied) + Of(Outcome.DeniedUnreadable)}, silent {Of(Outcome.Silent)}, dead-lettered {Of(Outcome.DeadLettered)}, answers sent {Answers}");
}

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
