using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace OrderSaga.SagaStore;

/// <summary>What a fault says of the database, whichever it is.</summary>
public static class DatabaseFaults
{
    // SQLite: busy, locked, disk error, can't open.
    static readonly int[] Passing = [5, 6, 10, 14];

    /// <summary>Whether the fault, or one that led to it, is that the database can't be reached or did not answer in time.</summary>
    public static bool IsAway(Exception? fault) => fault switch
    {
        null => false,
        OperationCanceledException or TimeoutException or SocketException => true,
        SqliteException sqlite => Passing.Contains(sqlite.SqliteErrorCode),
        DbException { IsTransient: true } => true,
        _ => IsAway(fault.InnerException),
    };
}
