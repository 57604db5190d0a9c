using Microsoft.Extensions.Hosting;

namespace OrderSaga.Catalogue;

/// <summary>Loads a file catalogue before any other part of the host starts, and looks for a new file once a second.</summary>
sealed class CatalogueUpkeep(ICatalogue catalogue, TimeProvider clock) : BackgroundService, IHostedLifecycleService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public Task StartingAsync(CancellationToken cancellationToken) =>
        catalogue is FileCatalogue file ? file.LoadAsync(cancellationToken) : Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (catalogue is not FileCatalogue file)
            return;

        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await file.ReloadIfChangedAsync(stoppingToken);
    }
}
