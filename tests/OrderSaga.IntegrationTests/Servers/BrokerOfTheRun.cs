using DotNet.Testcontainers.Containers;
using OrderSaga.Tests.Servers;
using Testcontainers.RabbitMq;

namespace OrderSaga.IntegrationTests.Servers;

/// <summary>
/// RabbitMQ in a container of the run's own, where ORDERSAGA_TEST_CONTAINERS is 1 and ORDERSAGA_TEST_RABBITMQ names no broker;
/// the container then is what that variable and ORDERSAGA_TEST_REGARDS name.
/// </summary>
static class BrokerOfTheRun
{
    const string Address = "ORDERSAGA_TEST_RABBITMQ";
    const string RegardsAddress = "ORDERSAGA_TEST_REGARDS";

    static RabbitMqContainer? Container;

    public static bool IsContainer => Container is not null;

    public static async Task StartAsync()
    {
        if (!PostgresOfTheRun.IsContainerWanted(Address))
            return;
        Container = new RabbitMqBuilder(PostgresOfTheRun.ImageOf("ORDERSAGA_TEST_RABBITMQ_IMAGE", "rabbitmq:4-management"))
            .WithUsername("guest")
            .WithPassword("guest")
            .Build();
        await Container.StartAsync();
        // Tests that want a virtual host to themselves, or one for REGARDS, make it.
        var standardVhost = new UriBuilder(Container.GetConnectionString()) { Path = "%2F" }.Uri.ToString();
        Environment.SetEnvironmentVariable(Address, standardVhost);
        Environment.SetEnvironmentVariable(RegardsAddress, standardVhost);
    }

    public static ValueTask StopAsync() => Container?.DisposeAsync() ?? default;

    /// <summary>Runs rabbitmqctl in the container.</summary>
    public static Task<ExecResult> RabbitMqCtlAsync(params string[] arguments) => Container!.ExecAsync(["rabbitmqctl", "-q", .. arguments]);
}
