using Npgsql;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>A database of its own on the server that ORDERSAGA_TEST_POSTGRES names; dropped at the end.</summary>
sealed class PostgresStore : IAsyncDisposable
{
    const string Variable = "ORDERSAGA_TEST_POSTGRES";

    readonly string _server;
    readonly string _name = $"gateway_{Guid.NewGuid():N}";

    PostgresStore(string server) => _server = server;

    public (string Key, string Value)[] Settings =>
    [
        ("Store:Provider", "Postgres"),
        ("Store:ConnectionString", new NpgsqlConnectionStringBuilder(_server) { Database = _name, MaxPoolSize = 20 }.ConnectionString),
    ];

    /// <summary>Ignores the test where there is no server.</summary>
    public static async Task<PostgresStore> CreateAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } server)
        {
            Assert.Ignore($"{Variable} names no server.");
            throw new InvalidOperationException();
        }
        var store = new PostgresStore(server);
        await store.RunAsync($"CREATE DATABASE {store._name}");
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync($"DROP DATABASE {_name} WITH (FORCE)");
    }

    async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is made here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
