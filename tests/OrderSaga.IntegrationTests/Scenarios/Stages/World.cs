namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>Where a scenario is played; what it expects is the same.</summary>
public enum World
{
    /// <summary>The default of the service: one process, in-memory transport, SQLite, the stand-in inside.</summary>
    Embedded,

    /// <summary>Worker and stand-in as processes of their own on RabbitMQ and PostgreSQL.</summary>
    Servers,
}
