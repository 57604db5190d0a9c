using System.Collections.Concurrent;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>
/// The set-based statements of a table, written once from the EF model: one array parameter a column, whatever the
/// number of rows, so that PostgreSQL prepares each statement once.
/// </summary>
sealed class PostgresSql(StoreTable table)
{
    static readonly ConcurrentDictionary<StoreTable, PostgresSql> Cache = new();

    public string LoadLocked { get; } =
        $"SELECT {List(table.Columns)} FROM {table.Name} WHERE \"{table.Keys[0].Name}\" = ANY($1) ORDER BY \"{table.Keys[0].Name}\" FOR UPDATE";

    public string Insert { get; } =
        $"INSERT INTO {table.Name} ({List(table.Columns)}) SELECT * FROM unnest({Parameters(table.Columns.Count)})";

    /// <summary>Parameters: the key columns, then the mutable ones.</summary>
    public string Update { get; } = table.Mutable.Count == 0
        ? ""
        : $"UPDATE {table.Name} AS t SET {string.Join(", ", table.Mutable.Select(c => $"\"{c.Name}\" = u.\"{c.Name}\""))} "
            + $"FROM unnest({Parameters(table.Keys.Count + table.Mutable.Count)}) AS u({List([.. table.Keys, .. table.Mutable])}) "
            + $"WHERE {string.Join(" AND ", table.Keys.Select(c => $"t.\"{c.Name}\" = u.\"{c.Name}\""))}";

    public string Delete { get; } =
        $"DELETE FROM {table.Name} WHERE \"{table.Keys[0].Name}\" = ANY($1)";

    public static PostgresSql For(StoreTable table) => Cache.GetOrAdd(table, t => new PostgresSql(t));

    static string List(IReadOnlyList<StoreColumn> columns) => string.Join(", ", columns.Select(c => $"\"{c.Name}\""));

    static string Parameters(int count) => string.Join(", ", Enumerable.Range(1, count).Select(n => $"${n}"));
}
