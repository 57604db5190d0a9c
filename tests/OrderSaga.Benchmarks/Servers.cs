using System.Diagnostics;

namespace OrderSaga.Benchmarks;

/// <summary>RabbitMQ and PostgreSQL: those of the environment, or private ones of <c>tests/servers.sh</c> with fsync on.</summary>
sealed class Servers : IAsyncDisposable
{
    readonly string? _folder;

    Servers(string? folder, IReadOnlyDictionary<string, string> addresses)
    {
        _folder = folder;
        RabbitMq = new Uri(addresses["ORDERSAGA_TEST_RABBITMQ"]);
        Regards = new Uri(addresses["ORDERSAGA_TEST_REGARDS"]);
        Postgres = addresses["ORDERSAGA_TEST_POSTGRES"];
    }

    /// <summary>What the command lines of the servers have in common; empty for servers that were given.</summary>
    public string Mark => _folder ?? "";

    public Uri RabbitMq { get; }
    public Uri Regards { get; }
    public string Postgres { get; }

    public static async Task<Servers> StartAsync()
    {
        string[] names = ["ORDERSAGA_TEST_RABBITMQ", "ORDERSAGA_TEST_REGARDS", "ORDERSAGA_TEST_POSTGRES"];
        if (names.All(name => Environment.GetEnvironmentVariable(name) is not null))
            return new Servers(null, names.ToDictionary(name => name, name => Environment.GetEnvironmentVariable(name)!));

        var folder = Directory.CreateTempSubdirectory("ordersaga-bench-").FullName;
        // PostgreSQL runs as another user, who must be able to reach its data.
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        await RunAsync("start", folder);
        var addresses = (await File.ReadAllLinesAsync(Path.Combine(folder, "env")))
            .Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        return new Servers(folder, addresses);
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
            return;
        await RunAsync("stop", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    static async Task RunAsync(string verb, string folder)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "tests", "servers.sh"), verb, folder]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"tests/servers.sh {verb} ended with {process.ExitCode}.");
    }
}
