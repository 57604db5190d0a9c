using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderSaga.Persistence;

/// <summary>Brings the schema up to date before anything else starts, waiting for a database that is not up yet.</summary>
sealed partial class SchemaMigration(IDbContextFactory<OrderSagaDbContext> contexts, ILogger<SchemaMigration> logger) : IHostedService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var context = await contexts.CreateDbContextAsync(cancellationToken);
                await MigrateAsync(context, cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is DbException { IsTransient: true } or SocketException
                || exception.InnerException is SocketException or TimeoutException)
            {
                LogWaiting(logger, exception.Message, Pause);
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Applies what is missing. Several workers may do so at once.</summary>
    public static async Task MigrateAsync(OrderSagaDbContext context, CancellationToken cancellation)
    {
        var pending = await PendingAsync(context, cancellation);
        while (pending > 0)
        {
            try
            {
                await MigrateOnceAsync(context, cancellation);
                return;
            }
            catch (DbException)
            {
                // On PostgreSQL EF holds its lock for one migration and not for all of them: another worker may have applied
                // the next one meanwhile, and what fails then is what is there already.
                var left = await PendingAsync(context, cancellation);
                if (left >= pending)
                    throw;
                pending = left;
            }
        }
    }

    static async Task<int> PendingAsync(OrderSagaDbContext context, CancellationToken cancellation) =>
        (await context.Database.GetPendingMigrationsAsync(cancellation)).Count();

    /// <summary>On PostgreSQL EF lets one worker after the other, on SQLite we do.</summary>
    static async Task MigrateOnceAsync(OrderSagaDbContext context, CancellationToken cancellation)
    {
        if (!context.Database.IsSqlite())
        {
            await context.Database.MigrateAsync(cancellation);
            return;
        }
        await using var held = await SqliteMigrationLock.TakeAsync(context, cancellation);
        await context.Database.MigrateAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Warning, "The database is not there ({Reason}); next try in {Pause}")]
    static partial void LogWaiting(ILogger logger, string reason, TimeSpan pause);
}
