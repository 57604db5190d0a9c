using System.Diagnostics;
using Npgsql;
using NUnit.Framework;
using OrderSaga.IntegrationTests.Servers;

namespace OrderSaga.IntegrationTests;

/// <summary>The servers of the run. A fixture takes virtual hosts and a database of its own, and gives them back.</summary>
static class TestServers
{
    const string ControlName = "ORDERSAGA_TEST_RABBITMQCTL";

    public static Uri RabbitMq => new(Given("ORDERSAGA_TEST_RABBITMQ"));

    /// <summary>The virtual host that a given broker holds for REGARDS.</summary>
    public static Uri Regards => new(Given("ORDERSAGA_TEST_REGARDS"));

    public static string Postgres => Given("ORDERSAGA_TEST_POSTGRES");

    /// <summary>Whether the broker is ours to rule: virtual hosts can be made, and the whole of it stopped.</summary>
    public static bool AreRuled => BrokerOfTheRun.IsContainer || Environment.GetEnvironmentVariable(ControlName) is { Length: > 0 };

    static string Given(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
            Assert.Ignore($"Needs real servers, but {variable} is not set: run `bash tests/run.sh`, which starts private ones.");
        return value!;
    }

    /// <summary>Runs <c>rabbitmqctl</c> on the broker; ends the test as ignored when the broker is not ours to rule.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RabbitMqCtlAsync(params string[] arguments)
    {
        if (BrokerOfTheRun.IsContainer)
        {
            var result = await BrokerOfTheRun.RabbitMqCtlAsync(arguments);
            return result.ExitCode == 0 ? result.Stdout : throw Failed(result.Stdout, result.Stderr);
        }
        var start = new ProcessStartInfo(Given(ControlName), ["-q", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said[0] : throw Failed(said);

        InvalidOperationException Failed(params string[] said) => new($"rabbitmqctl {arguments[0]}: {string.Join(' ', said)}");
    }

    public static string UriOf(string vhost, string user = "guest") =>
        new UriBuilder(RabbitMq) { Path = vhost, UserName = user, Password = user }.Uri.ToString();

    public static async Task<string> MakeDatabaseAsync(string name)
    {
        await RunSqlAsync($"CREATE DATABASE \"{name}\"");
        return new NpgsqlConnectionStringBuilder(Postgres) { Database = name }.ToString();
    }

    public static Task DropDatabaseAsync(string name) => RunSqlAsync($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");

    /// <returns>The first column of the first row.</returns>
    public static async Task<object?> RunSqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Postgres);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
