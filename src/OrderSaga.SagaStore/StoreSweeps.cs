using MassTransit.Mediator;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.SagaStore.Databases;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.SagaStore;

/// <summary>Sends outbox rows that outlived their lease, and deletes confirmed ones when no group does.</summary>
sealed partial class OutboxSweep(Relay relay, SagaStoreState state, StoreDatabase database, IOptions<SagaStoreOptions> options, TimeProvider time, ILogger<OutboxSweep> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping; the last flush follows.
        }
    }

    async Task SweepAsync(CancellationToken cancellation)
    {
        try
        {
            await relay.FlushAsync(cancellation);
            while (await relay.SweepAsync(cancellation) == options.Value.SweepSize)
                await relay.FlushAsync(cancellation);
            state.Answered();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (database.IsTransient(exception))
                state.Failed(exception);
            LogFailed(logger, exception);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        while (relay.Publishing > 0 && !cancellationToken.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        try
        {
            await relay.FlushAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The rows are told again by the next process: at least once.
            LogFailed(logger, exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "The outbox sweep failed; the next one tries again")]
    static partial void LogFailed(ILogger logger, Exception exception);
}

/// <summary>Sends <see cref="DeadlinePassed{TSaga}"/> to instances whose deadline is over.</summary>
sealed partial class DeadlineSweep<TSaga>(
    StoreDatabase database, StoreModel model, IMediator mediator, IOptions<SagaStoreOptions> options, TimeProvider time, ILogger<DeadlineSweep<TSaga>> logger)
    : BackgroundService
    where TSaga : class, IDurableSaga
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    async Task SweepAsync(CancellationToken cancellation)
    {
        try
        {
            var column = model.DeadlineColumn(typeof(TSaga));
            int found;
            do
            {
                var now = time.GetUtcNow().UtcDateTime;
                var due = await database.DueAsync(model.Table(typeof(TSaga)), column, now, options.Value.SweepSize, cancellation);
                found = due.Count;
                await Task.WhenAll(due.Select(d => mediator.Send(new DeadlinePassed<TSaga>(d.Id, d.Deadline, now), cancellation)));
            }
            while (found == options.Value.SweepSize);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(logger, exception, typeof(TSaga).Name);
        }
    }

    [LoggerMessage(LogLevel.Error, "The deadline sweep of {Saga} failed; the next one tries again")]
    static partial void LogFailed(ILogger logger, Exception exception, string saga);
}
