using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using OrderSaga.Storage;
using OrderSaga.Tests;
using OrderSaga.Tests.Persistence.Scenarios;

namespace OrderSaga.IntegrationTests.Doors;

public sealed class The_schema_on_PostgreSQL : The_schema
{
    readonly string _run = $"doors-schema-{Guid.NewGuid():N}";
    readonly HashSet<string> _made = [];

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        foreach (var name in _made)
            await TestServers.DropDatabaseAsync(name);
    }

    protected override string ColumnsQuery => """
        SELECT table_name, column_name, data_type || coalesce('(' || character_maximum_length || ')', ''), is_nullable
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\_\_%'
        """;

    /// <summary>Not yet made: the migration makes the database too.</summary>
    protected override OrderSagaDbContext Open(string name)
    {
        var database = $"{_run}-{name}"[..Math.Min(60, _run.Length + name.Length + 1)];
        lock (_made)
            _made.Add(database);
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(new StoreOptions
        {
            Provider = StoreProvider.Postgres,
            ConnectionString = new NpgsqlConnectionStringBuilder(TestServers.Postgres) { Database = database }.ToString(),
        });
        return new OrderSagaDbContext(options.Options);
    }
}
