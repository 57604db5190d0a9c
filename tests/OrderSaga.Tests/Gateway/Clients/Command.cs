using System.ComponentModel;
using System.Diagnostics;

namespace OrderSaga.Tests.Gateway.Clients;

/// <summary>A foreign program, run to its end.</summary>
static class Command
{
    /// <summary>What shells say when there is no such program.</summary>
    public const int Missing = 127;

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <returns>Its exit code, and what it wrote to both outputs.</returns>
    public static async Task<(int Code, string Output)> RunAsync(string file, IReadOnlyList<string> arguments, string input = "", string? folder = null)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, arguments)
            {
                WorkingDirectory = folder ?? "",
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            using var limit = new CancellationTokenSource(Longest);
            await using var end = limit.Token.Register(() => process.Kill(entireProcessTree: true));
            var faults = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            try
            {
                await process.StandardInput.WriteAsync(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading; its exit code tells.
            }
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await faults);
        }
        catch (Win32Exception)
        {
            return (Missing, $"{file} is not installed");
        }
    }
}
