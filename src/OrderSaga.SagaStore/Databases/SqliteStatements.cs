using OrderSaga.SagaStore.Sql;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>Row-by-row statements, prepared once a transaction: inside the process a statement costs microseconds, so sets gain nothing.</summary>
static class SqliteStatements
{
    public static void Write(Session session, ChangeSet changes)
    {
        foreach (var (table, rows) in changes.Deletes)
            Run(session, $"DELETE FROM {table.Name} WHERE \"{table.Key.Name}\" = $p0", [table.Key], rows);
        foreach (var (table, rows) in changes.Inserts)
        {
            var values = string.Join(", ", table.Inserted.Select((_, i) => $"$p{i}"));
            Run(session, $"INSERT INTO {table.Name} ({StoreTable.ListOf(table.Inserted)}) VALUES ({values})", table.Inserted, rows);
        }
        foreach (var (table, rows) in changes.Updates)
        {
            var set = string.Join(", ", table.Mutable.Select((c, i) => $"\"{c.Name}\" = $p{i}"));
            var where = string.Join(" AND ", table.Keys.Select((c, i) => $"\"{c.Name}\" = $p{table.Mutable.Count + i}"));
            Run(session, $"UPDATE {table.Name} SET {set} WHERE {where}", [.. table.Mutable, .. table.Keys], rows);
        }
    }

    static void Run(Session session, string sql, IReadOnlyList<StoreColumn> columns, List<object> rows)
    {
        using var command = session.Command(sql);
        var parameters = columns.Select((_, i) =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"$p{i}";
            command.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
                parameters[i].Value = columns[i].Get(row) ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }
}
