using System.Diagnostics;
using NUnit.Framework;
using OrderSaga.Tests.Servers;
using Testcontainers.RabbitMq;

namespace OrderSaga.IntegrationTests.Servers;

/// <summary>
/// RabbitMQ of the run: the broker that ORDERSAGA_TEST_RABBITMQ and ORDERSAGA_TEST_REGARDS name with their virtual hosts and
/// ORDERSAGA_TEST_RABBITMQCTL rules, or, where ORDERSAGA_TEST_CONTAINERS is 1 and they name none, a container.
/// </summary>
static class Broker
{
    const string Address = "ORDERSAGA_TEST_RABBITMQ";
    const string RegardsAddress = "ORDERSAGA_TEST_REGARDS";
    const string User = "guest";
    const string Vhost = "ordersaga";
    const string RegardsVhost = "regards.multitenant.manager";

    static RabbitMqContainer? _container;

    /// <summary>Whether the tests may make virtual hosts and users on it, and stop it.</summary>
    public static bool IsOurs => _container is not null || Control is not null;

    static string? Control => Environment.GetEnvironmentVariable("ORDERSAGA_TEST_RABBITMQCTL") is { Length: > 0 } path ? path : null;

    public static async Task StartAsync()
    {
        if (!PostgresOfTheRun.IsContainerWanted(Address))
            return;
        _container = new RabbitMqBuilder(PostgresOfTheRun.ImageOf("ORDERSAGA_TEST_RABBITMQ_IMAGE", "rabbitmq:4-management"))
            .WithUsername(User)
            .WithPassword(User)
            .Build();
        await _container.StartAsync();
        await MakeVhostsAsync(Vhost, RegardsVhost);
        Environment.SetEnvironmentVariable(Address, UriOf(Vhost));
        Environment.SetEnvironmentVariable(RegardsAddress, UriOf(RegardsVhost));

        static string UriOf(string vhost) => new UriBuilder(_container!.GetConnectionString()) { Path = vhost }.Uri.ToString();
    }

    public static ValueTask StopAsync() => _container?.DisposeAsync() ?? default;

    /// <summary>Runs rabbitmqctl on the broker; ends the test as ignored when the broker is not ours.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> ControlAsync(params string[] arguments)
    {
        var (code, output, faults) = _container is null ? await RunAsync(arguments) : await ExecuteAsync(arguments);
        return code == 0 ? output : throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', arguments)}: {output} {faults}");
    }

    /// <summary>Makes virtual hosts that guest may use; one call, as each starts a virtual machine.</summary>
    public static Task MakeVhostsAsync(params string[] names) => ControlAsync("eval", string.Concat(names.Select(name =>
        $"rabbit_vhost:add(<<\"{name}\">>, <<\"test\">>), "
        + $"rabbit_auth_backend_internal:set_permissions(<<\"{User}\">>, <<\"{name}\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"test\">>), ")) + "ok.");

    public static Task DropVhostsAsync(params string[] names) =>
        ControlAsync("eval", string.Concat(names.Select(name => $"rabbit_vhost:delete(<<\"{name}\">>, <<\"test\">>), ")) + "ok.");

    static async Task<(long Code, string Output, string Faults)> ExecuteAsync(string[] arguments)
    {
        var result = await _container!.ExecAsync(["rabbitmqctl", "-q", .. arguments]);
        return (result.ExitCode ?? -1, result.Stdout, result.Stderr);
    }

    static async Task<(long Code, string Output, string Faults)> RunAsync(string[] arguments)
    {
        if (Control is not { } program)
        {
            Assert.Ignore("Rules the broker, but ORDERSAGA_TEST_RABBITMQCTL is not set: run `bash tests/run.sh`, which starts one.");
            throw new UnreachableException();
        }
        var start = new ProcessStartInfo(program, ["-q", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, said[0], said[1]);
    }
}
