using NUnit.Framework;
using OrderSaga.Tests.Servers;

namespace OrderSaga;

/// <summary>Before the first test of the project and after its last.</summary>
[SetUpFixture]
public sealed class ServersOfTheRun
{
    [OneTimeSetUp]
    public Task Start() => PostgresOfTheRun.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await PostgresOfTheRun.StopAsync();
}
