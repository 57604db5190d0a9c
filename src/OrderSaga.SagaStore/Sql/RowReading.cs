using System.Data;
using System.Data.Common;

namespace OrderSaga.SagaStore.Sql;

/// <summary>Values of a row by the names of their columns, beside those that <see cref="DataReaderExtensions"/> reads.</summary>
public static class RowReading
{
    /// <summary>The text, or null.</summary>
    public static string? Text(this DbDataReader row, string column)
    {
        var ordinal = OrdinalOf(row, column);
        return row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
    }

    /// <summary>The number, or null.</summary>
    public static int? Int32(this DbDataReader row, string column)
    {
        var ordinal = OrdinalOf(row, column);
        return row.IsDBNull(ordinal) ? null : row.GetInt32(ordinal);
    }

    /// <summary>The number, or null.</summary>
    public static long? Int64(this DbDataReader row, string column)
    {
        var ordinal = OrdinalOf(row, column);
        return row.IsDBNull(ordinal) ? null : row.GetInt64(ordinal);
    }

    /// <summary>The id, or null.</summary>
    public static Guid? Id(this DbDataReader row, string column)
    {
        var ordinal = OrdinalOf(row, column);
        return row.IsDBNull(ordinal) ? null : row.GetGuid(ordinal);
    }

    /// <summary>The time, UTC, or null. SQLite keeps no kind; all times of a store are UTC.</summary>
    public static DateTime? Time(this DbDataReader row, string column)
    {
        var ordinal = OrdinalOf(row, column);
        return row.IsDBNull(ordinal) ? null : DateTime.SpecifyKind(row.GetDateTime(ordinal), DateTimeKind.Utc);
    }

    static int OrdinalOf(DbDataReader row, string column)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.GetOrdinal(column);
    }
}
