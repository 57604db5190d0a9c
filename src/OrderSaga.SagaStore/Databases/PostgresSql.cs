using System.Collections.Concurrent;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>
/// The set-based statements of a table, written once from the EF model: one array parameter a column, whatever the
/// number of rows, so that PostgreSQL prepares each statement once.
/// </summary>
sealed class PostgresSql
{
    static readonly ConcurrentDictionary<StoreTable, PostgresSql> Cache = new();

    PostgresSql(StoreTable table)
    {
        var keys = string.Join(" AND ", table.Keys.Select(c => $"t.\"{c.Name}\" = u.\"{c.Name}\""));
        var set = string.Join(", ", table.Mutable.Select(c => $"\"{c.Name}\" = u.\"{c.Name}\""));
        UpdateColumns = [.. table.Keys, .. table.Mutable];
        // NO KEY: rows that refer to an instance may be inserted meanwhile, as keys never change.
        LoadLocked = $"SELECT {table.List} FROM {table.Name} WHERE \"{table.Keys[0].Name}\" = ANY($1) ORDER BY \"{table.Keys[0].Name}\" FOR NO KEY UPDATE";
        Insert = $"INSERT INTO {table.Name} ({StoreTable.ListOf(table.Inserted)}) SELECT * FROM unnest({Parameters(table.Inserted.Count)})";
        Update = $"UPDATE {table.Name} AS t SET {set} FROM unnest({Parameters(UpdateColumns.Count)}) AS u({StoreTable.ListOf(UpdateColumns)}) WHERE {keys}";
        Delete = $"DELETE FROM {table.Name} WHERE \"{table.Keys[0].Name}\" = ANY($1)";
    }

    public string LoadLocked { get; }

    /// <summary>Parameters: the inserted columns.</summary>
    public string Insert { get; }

    /// <summary>Parameters: <see cref="UpdateColumns"/>. Meaningless for a table that is never updated.</summary>
    public string Update { get; }

    public IReadOnlyList<StoreColumn> UpdateColumns { get; }

    public string Delete { get; }

    public static PostgresSql For(StoreTable table) => Cache.GetOrAdd(table, t => new PostgresSql(t));

    static string Parameters(int count) => string.Join(", ", Enumerable.Range(1, count).Select(n => $"${n}"));
}
