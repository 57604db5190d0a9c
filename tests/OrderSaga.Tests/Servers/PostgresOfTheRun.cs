using Testcontainers.PostgreSql;

namespace OrderSaga.Tests.Servers;

/// <summary>
/// PostgreSQL in a container of the run's own, where ORDERSAGA_TEST_CONTAINERS is 1 and ORDERSAGA_TEST_POSTGRES names no
/// server; the container then is what that variable names.
/// </summary>
static class PostgresOfTheRun
{
    const string Address = "ORDERSAGA_TEST_POSTGRES";

    static PostgreSqlContainer? Container;

    /// <summary>Whether a container is asked for in place of a server that the variable would name.</summary>
    public static bool IsContainerWanted(string variable) =>
        Environment.GetEnvironmentVariable("ORDERSAGA_TEST_CONTAINERS") == "1" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    public static string ImageOf(string variable, string otherwise) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } image ? image : otherwise;

    public static async Task StartAsync()
    {
        if (!IsContainerWanted(Address))
            return;
        Container = new PostgreSqlBuilder(ImageOf("ORDERSAGA_TEST_POSTGRES_IMAGE", "postgres:17"))
            .WithDatabase("ordersaga")
            // Data are synced to disk as in production, which the library turns off: a crash shall mean something.
            .WithCommand("-c", "fsync=on", "-c", "full_page_writes=on", "-c", "synchronous_commit=on")
            .WithCommand("-c", "max_connections=200", "-c", "timezone=UTC")
            .Build();
        await Container.StartAsync();
        Environment.SetEnvironmentVariable(Address, Container.GetConnectionString());
    }

    public static ValueTask StopAsync() => Container?.DisposeAsync() ?? default;
}
