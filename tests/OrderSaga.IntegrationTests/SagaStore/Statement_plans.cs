using Npgsql;
using NUnit.Framework;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Databases;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class Statement_plans : StoreFixture
{
    [Test]
    public async Task On_a_filled_and_analysed_table_load_update_and_delete_go_by_the_index()
    {
        await using var source = NpgsqlDataSource.Create(((PostgresWorld)World).ConnectionString);
        await using (var fill = source.CreateCommand(
            """
            INSERT INTO counters ("CorrelationId", "CurrentState", "Count", "Trail", "Origin", "CreatedAt", "Colour")
            SELECT gen_random_uuid(), 'Counting', n, '', '', now(), 'Red' FROM generate_series(1, 50000) n;
            ANALYZE counters;
            """))
            await fill.ExecuteNonQueryAsync();
        await using var context = World.Open();
        var table = new StoreModel(context.Model).SagaTable(typeof(Counter));
        var sql = PostgresSql.For(table);
        var rows = context.Counters.Take(200).ToList<object>();

        foreach (var (statement, columns) in new[]
        {
            (sql.LoadLocked, (IReadOnlyList<StoreColumn>)table.Keys),
            (sql.Update, sql.UpdateColumns),
            (sql.Delete, table.Keys),
        })
        {
            // Both kinds of plan that a prepared statement may end up with.
            foreach (var mode in new[] { "force_custom_plan", "force_generic_plan" })
                Assert.That(await ExplainAsync(source, statement, columns, rows, mode), Does.Contain("PK_counters").And.Not.Contains("Seq Scan on counters"), $"{mode}: {statement}");
        }
    }

    static async Task<string> ExplainAsync(NpgsqlDataSource source, string sql, IReadOnlyList<StoreColumn> columns, List<object> rows, string mode)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using (var set = new NpgsqlCommand($"SET plan_cache_mode = {mode}", connection))
            await set.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand("EXPLAIN " + sql, connection);
        foreach (var column in columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column.ToArray(rows), DataTypeName = column.StoreType + "[]" });
        await command.PrepareAsync();
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            plan.Add(reader.GetString(0));
        return string.Join('\n', plan);
    }
}
