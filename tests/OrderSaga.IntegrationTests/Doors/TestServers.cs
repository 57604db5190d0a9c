using System.Diagnostics;
using Npgsql;
using NUnit.Framework;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>The servers of the run. A fixture takes virtual hosts and a database of its own, and gives them back.</summary>
static class TestServers
{
    public static Uri RabbitMq => new(Named("ORDERSAGA_TEST_RABBITMQ", "RabbitMQ"));
    public static string Postgres => Named("ORDERSAGA_TEST_POSTGRES", "PostgreSQL");

    static string Named(string variable, string server)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
            return value;
        Assert.Ignore($"No {server}: set {variable}, or run bash tests/run.sh, which starts one.");
        throw new UnreachableException();
    }

    public static string UriOf(string vhost, string user = "guest") =>
        new UriBuilder(RabbitMq) { Path = vhost, UserName = user, Password = user }.Uri.ToString();

    public static async Task<string> MakeDatabaseAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(Postgres);
        await using var command = source.CreateCommand($"CREATE DATABASE \"{name}\"");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(Postgres) { Database = name }.ToString();
    }

    public static async Task DropDatabaseAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(Postgres);
        await using var command = source.CreateCommand($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        await command.ExecuteNonQueryAsync();
    }
}
