using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrderSaga.Storage;

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
        var pending = await PendingAsync(context, cancellation);
        if (pending == 0)
            return;
        if (!context.Database.IsSqlite())
        {
            await MigrateBesideOthersAsync(context, pending, cancellation);
            return;
        }
        await using var held = await SqliteMigrationLock.TakeAsync(context, cancellation);
        await context.Database.MigrateAsync(cancellation);
    }

    /// <summary>
    /// EF keeps others out for one migration at a time and does not look again before the next, which another worker may
    /// have applied by then. What fails is tried again as long as somebody gets on.
    /// </summary>
    static async Task MigrateBesideOthersAsync(OrderSagaDbContext context, int pending, CancellationToken cancellation)
    {
        while (pending > 0)
        {
            var before = pending;
            try
            {
                await context.Database.MigrateAsync(cancellation);
                return;
            }
            catch (DbException exception)
            {
                pending = await PendingAsync(context, cancellation);
                if (pending == before && !IsMadeByAnother(exception))
                    throw;
            }
        }
    }

    /// <summary>Two found no database: one made it, which is a step ahead too.</summary>
    static bool IsMadeByAnother(DbException exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.DuplicateDatabase,
    } or PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pg_database_datname_index",
    };

    static async Task<int> PendingAsync(OrderSagaDbContext context, CancellationToken cancellation) =>
        (await context.Database.GetPendingMigrationsAsync(cancellation)).Count();

    [LoggerMessage(LogLevel.Warning, "The database is not there ({Reason}); next try in {Pause}")]
    static partial void LogWaiting(ILogger logger, string reason, TimeSpan pause);
}
