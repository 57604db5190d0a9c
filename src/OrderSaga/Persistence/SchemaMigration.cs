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

    /// <summary>Applies what is missing. Several workers may do so at once: on PostgreSQL EF lets one after the other, on SQLite we do.</summary>
    public static async Task MigrateAsync(OrderSagaDbContext context, CancellationToken cancellation)
    {
        if (!(await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
            return;
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
