using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Persistence.Scenarios;

/// <summary>The hand-written migration against the EF model, whatever the database.</summary>
public abstract class The_schema
{
    /// <summary>
    /// Lists, as the database itself tells them, a line each: <c>column</c> with table, name, type, nullability and default,
    /// <c>key</c> with table and columns, primary and foreign, and <c>index</c> with columns, order, uniqueness and filter.
    /// </summary>
    protected abstract string FactsQuery { get; }

    /// <summary>A context of an empty database of that name.</summary>
    protected abstract OrderSagaDbContext Open(string name);

    [Test]
    public async Task Migrated_it_is_what_the_model_would_create()
    {
        var created = await CreatedAsync("created");
        await using var database = await MigratedAsync("migrated");
        var migrated = await FactsAsync(database);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.Except(migrated), Is.Empty, "in the model alone");
            Assert.That(migrated.Except(created), Is.Empty, "in the migration alone");
            Assert.That(migrated, Has.Count.EqualTo(created.Count));
            Assert.That(created.Count(fact => fact.StartsWith("column ", StringComparison.Ordinal)), Is.GreaterThan(150));
            Assert.That(created.Count(fact => fact.StartsWith("key ", StringComparison.Ordinal)), Is.EqualTo(11));
            Assert.That(created.Count(fact => fact.StartsWith("index ", StringComparison.Ordinal)), Is.EqualTo(27));
        }
    }

    /// <summary>So that the comparison above means something.</summary>
    [TestCase("DROP INDEX ix_orders_batch", "ix_orders_batch", TestName = "Tells_an_index_that_is_missing")]
    [TestCase("CREATE INDEX ix_more ON orders (label)", "ix_more", TestName = "Tells_an_index_too_many")]
    [TestCase(
        "DROP INDEX ix_orders_batch; CREATE INDEX ix_orders_batch ON orders (state, batch_id) WHERE batch_id IS NOT NULL",
        "ix_orders_batch", TestName = "Tells_an_index_of_other_columns")]
    [TestCase(
        "DROP INDEX ix_orders_batch; CREATE INDEX ix_orders_batch ON orders (batch_id, state DESC) WHERE batch_id IS NOT NULL",
        "ix_orders_batch", TestName = "Tells_an_index_of_another_order")]
    [TestCase(
        "DROP INDEX ix_orders_batch; CREATE INDEX ix_orders_batch ON orders (batch_id, state) WHERE bulk_id IS NOT NULL",
        "ix_orders_batch", TestName = "Tells_an_index_of_another_filter")]
    [TestCase(
        "DROP INDEX ix_orders_batch; CREATE UNIQUE INDEX ix_orders_batch ON orders (batch_id, state) WHERE batch_id IS NOT NULL",
        "ix_orders_batch", TestName = "Tells_an_index_that_became_unique")]
    [TestCase("ALTER TABLE bulks DROP COLUMN label; ALTER TABLE bulks ADD COLUMN label INTEGER", "bulks.label", TestName = "Tells_another_type")]
    [TestCase("ALTER TABLE bulks DROP COLUMN label; ALTER TABLE bulks ADD COLUMN label TEXT DEFAULT 'x'", "bulks.label", TestName = "Tells_a_default")]
    [TestCase("ALTER TABLE bulks DROP COLUMN label; ALTER TABLE bulks ADD COLUMN label TEXT NOT NULL DEFAULT ''", "bulks.label", TestName = "Tells_another_nullability")]
    [TestCase("ALTER TABLE bulks DROP COLUMN label", "bulks.label", TestName = "Tells_a_column_that_is_missing")]
    [TestCase("DROP TABLE order_history; CREATE TABLE order_history (order_id INTEGER PRIMARY KEY)", "key order_history", TestName = "Tells_another_primary_key")]
    [TestCase(
        "ALTER TABLE bulks ADD COLUMN first_order INTEGER; CREATE TABLE firsts (id INTEGER PRIMARY KEY, batch_no INTEGER REFERENCES firsts (id))",
        "REFERENCES firsts", TestName = "Tells_a_foreign_key")]
    public async Task Tells(string change, string what)
    {
        var name = TestContext.CurrentContext.Test.Name.ToLowerInvariant().Replace('_', '-');
        await using var migrated = await MigratedAsync(name);
        var before = await FactsAsync(migrated);
        await migrated.Database.ExecuteSqlRawAsync(change);
        var after = await FactsAsync(migrated);
        Assert.That(before.Except(after).Concat(after.Except(before)), Has.Some.Contains(what));
    }

    [Test]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var database = await MigratedAsync("twice");
        var before = await FactsAsync(database);
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
        Assert.That(await FactsAsync(database), Is.EqualTo(before));
    }

    /// <summary>The database itself does not exist yet, so they meet at its making too.</summary>
    [Test]
    public async Task Workers_may_migrate_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var mine = Open("at-once");
            await SchemaMigration.MigrateAsync(mine, CancellationToken.None);
        })));
        await using var database = Open("at-once");
        Assert.That(await database.Database.GetPendingMigrationsAsync(), Is.Empty);
        Assert.That(await FactsAsync(database), Is.EqualTo(await CreatedAsync("at-once-created")));
    }

    async Task<OrderSagaDbContext> MigratedAsync(string name)
    {
        var database = Open(name);
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
        return database;
    }

    async Task<List<string>> CreatedAsync(string name)
    {
        await using var created = Open(name);
        await created.Database.EnsureCreatedAsync();
        return await FactsAsync(created);
    }

    async Task<List<string>> FactsAsync(OrderSagaDbContext database)
    {
        await database.Database.OpenConnectionAsync();
        await using var command = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // Each fixture's own constant.
        command.CommandText = FactsQuery;
#pragma warning restore CA2100
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var facts = new List<string>();
        while (await reader.ReadAsync())
            facts.Add(reader.GetString(0));
        facts.Sort(StringComparer.Ordinal);
        return facts;
    }
}
