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

    /// <summary>Runs rabbitmqctl on the broker of the run; its output.</summary>
    public static async Task<string> RabbitMqCtlAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Named("ORDERSAGA_TEST_RABBITMQCTL", "rabbitmqctl"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"rabbitmqctl: {await output} {await error}");
    }

    /// <summary>Makes virtual hosts that guest may use; one call, as each starts a virtual machine.</summary>
    public static Task MakeVhostsAsync(params string[] names) => RabbitMqCtlAsync("eval", string.Concat(names.Select(name =>
        $"rabbit_vhost:add(<<\"{name}\">>, <<\"test\">>), "
        + $"rabbit_auth_backend_internal:set_permissions(<<\"guest\">>, <<\"{name}\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"test\">>), ")) + "ok.");

    public static Task DropVhostsAsync(params string[] names) =>
        RabbitMqCtlAsync("eval", string.Concat(names.Select(name => $"rabbit_vhost:delete(<<\"{name}\">>, <<\"test\">>), ")) + "ok.");

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
