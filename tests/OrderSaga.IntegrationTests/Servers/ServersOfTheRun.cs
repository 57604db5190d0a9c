using NUnit.Framework;
using OrderSaga.IntegrationTests.Servers;
using OrderSaga.Tests.Servers;

namespace OrderSaga;

/// <summary>Before the first test of the project and after its last.</summary>
[SetUpFixture]
public sealed class ServersOfTheRun
{
    [OneTimeSetUp]
    public Task Start() => Task.WhenAll(PostgresOfTheRun.StartAsync(), BrokerOfTheRun.StartAsync());

    [OneTimeTearDown]
    public async Task Stop()
    {
        await PostgresOfTheRun.StopAsync();
        await BrokerOfTheRun.StopAsync();
    }
}
