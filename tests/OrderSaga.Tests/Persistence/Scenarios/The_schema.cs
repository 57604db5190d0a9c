using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NUnit.Framework;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Persistence.Scenarios;

/// <summary>The hand-written migration against the EF model, whatever the database.</summary>
public abstract class The_schema
{
    /// <summary>Lists table, column, type and 0 or 1 for nullable.</summary>
    protected abstract string ColumnsQuery { get; }

    /// <summary>A context of an empty database of that name.</summary>
    protected abstract OrderSagaDbContext Open(string name);

    [Test]
    public async Task Migrated_it_is_what_the_model_would_create()
    {
        await using var migrated = Open("migrated");
        await SchemaMigration.MigrateAsync(migrated, CancellationToken.None);
        await using var created = Open("created");
        await created.Database.EnsureCreatedAsync();
        var columns = await ColumnsAsync(migrated);
        Assert.That(columns, Has.Count.GreaterThan(120));
        Assert.That(columns, Is.EqualTo(await ColumnsAsync(created)));
    }

    [Test]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var database = Open("twice");
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
        var before = await ColumnsAsync(database);
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
        Assert.That(await ColumnsAsync(database), Is.EqualTo(before));
    }

    [Test]
    public async Task Orders_of_the_first_schema_get_their_durations()
    {
        await using var database = Open("older");
        await database.GetService<IMigrator>().MigrateAsync("20261122000000_FirstSchema");
        var started = new DateTime(2026, 1, 1, 0, 0, 0, 100, DateTimeKind.Utc);
        (Guid Id, DateTime? Started, DateTime? Finished)[] orders =
        [
            (Guid.NewGuid(), started, started.AddMilliseconds(90_061_007)),
            (Guid.NewGuid(), started, null),
            (Guid.NewGuid(), null, started),
        ];
        foreach (var order in orders)
        {
            await database.Database.ExecuteSqlAsync($"""
                INSERT INTO orders (correlation_id, state, phase, product_identifier, priority, owner, tenant, has_files, content_digest, created, started, finished, updated,
                    attempt, sends, in_flight, sequence, entries)
                VALUES ({order.Id}, 'failed', 'failed', 'P', 50, 'o', 't', {false}, 'd', {started}, {order.Started}, {order.Finished}, {started}, 1, 1, {false}, 1, 1)
                """);
        }
        await database.GetService<IMigrator>().MigrateAsync("20261122010000_ResultForms");
        var durations = new List<long?>();
        foreach (var order in orders)
            durations.Add(await database.Database.SqlQuery<long?>($"""SELECT duration AS "Value" FROM orders WHERE correlation_id = {order.Id}""").SingleAsync());

        Assert.That(durations, Is.EqualTo(new long?[] { 90_061_007, null, null }));
    }

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
    }

    async Task<List<string>> ColumnsAsync(OrderSagaDbContext database)
    {
        await database.Database.OpenConnectionAsync();
        await using var command = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // Each fixture's own constant.
        command.CommandText = ColumnsQuery;
#pragma warning restore CA2100
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await reader.ReadAsync())
            columns.Add($"{reader.GetString(0)}.{reader.GetString(1)} {reader.GetString(2)} {reader.GetValue(3)}");
        columns.Sort(StringComparer.Ordinal);
        return columns;
    }
}
