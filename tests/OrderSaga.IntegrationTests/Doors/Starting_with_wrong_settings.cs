using System.Diagnostics;
using NUnit.Framework;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>The worker as a process: it ends, says why in one line, and shows no stack trace.</summary>
public sealed class Starting_with_wrong_settings
{
    [TestCase("Bus:Transport", "Kafka")]
    [TestCase("Regards:MaxInFlight", "abc")]
    [TestCase("Orders:OnlinePeriod", "week")]
    [TestCase("Store:Provider", "Oracle")]
    [TestCase("Catalogue:Provider", "Library")]
    [TestCase("Catalogue:Path", "/does/not/exist.json")]
    public async Task The_worker_ends_and_says_why(string key, string value)
    {
        var folder = Directory.CreateTempSubdirectory("ordersaga-settings-");
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "OrderSaga.Worker.dll"), "--urls", "http://127.0.0.1:0",
                "--Store:ConnectionString", $"Data Source={Path.Combine(folder.FullName, "orders.db")}", $"--{key}", value])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.FullName,
        };
        using var worker = Process.Start(start)!;
        try
        {
            var output = worker.StandardOutput.ReadToEndAsync();
            var error = worker.StandardError.ReadToEndAsync();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await worker.WaitForExitAsync(limit.Token);
            Assert.That(worker.ExitCode, Is.EqualTo(78), await output);
            Assert.That(await error, Does.Contain(key).And.Contain(value));
            Assert.That(await error, Does.Not.Contain("   at "));
        }
        finally
        {
            if (!worker.HasExited)
                worker.Kill(entireProcessTree: true);
            folder.Delete(recursive: true);
        }
    }
}
