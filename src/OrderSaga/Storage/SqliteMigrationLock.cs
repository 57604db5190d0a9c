using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OrderSaga.Storage;

/// <summary>
/// One migration of a SQLite file at a time. EF's own lock is a row, and the row of a killed process would hold up every
/// later start for ever. This one is the operating system's and ends with the process, so that any row found under it
/// is a dead one's.
/// </summary>
static class SqliteMigrationLock
{
    const string LockTable = "__EFMigrationsLock";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the lock and clears what a dead process left behind. Disposing the result frees it.</summary>
    public static async Task<IAsyncDisposable> TakeAsync(DbContext context, CancellationToken cancellation)
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource);
        var held = await OpenAsync($"{file}.migrating", cancellation);
        await context.Database.OpenConnectionAsync(cancellation);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{LockTable}'";
        if (await command.ExecuteScalarAsync(cancellation) is > 0L)
        {
            command.CommandText = $"DELETE FROM \"{LockTable}\"";
            await command.ExecuteNonQueryAsync(cancellation);
        }
        await context.Database.CloseConnectionAsync();
        return held;
    }

    /// <summary>The file stays: deleting it would let two processes lock two files of one name.</summary>
    static async Task<FileStream> OpenAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }
}
