using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>A built service as a process of its own, configured by its environment; its output goes to a file.</summary>
sealed partial class ServiceProcess : IAsyncDisposable
{
    static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    readonly Process _process;
    readonly StreamWriter _log;
    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ServiceProcess(Process process, string logFile)
    {
        _process = process;
        _log = new StreamWriter(logFile) { AutoFlush = true };
    }

    public bool HasExited => _process.HasExited;

    /// <summary>It ended of its own will, to be started again (EX_TEMPFAIL).</summary>
    public bool HasGivenUp => _process.HasExited && _process.ExitCode == 75;

    /// <param name="service">A project under <c>src</c>, built in the tests' own configuration.</param>
    public static ServiceProcess Start(string service, string logFile, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly(service)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(logFile),
        };
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var running = new ServiceProcess(new Process { StartInfo = start }, logFile);
        running._process.OutputDataReceived += (_, line) => running.Read(line.Data);
        running._process.ErrorDataReceived += (_, line) => running.Read(line.Data);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Beside its own dependencies: those in the tests' folder are the union of all projects'.</summary>
    static string Assembly(string service)
    {
        // tests/<project>/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "src", service, "bin", output.Parent.Name, output.Name, service + ".dll");
    }

    /// <summary>Until the probe says it is ready: database and both buses are there.</summary>
    public Task UntilReadyAsync() => Eventually.HoldsAsync(
        async () => !_process.HasExited && await IsReadyAsync(),
        () => Task.FromResult(_process.HasExited ? $"it ended with {_process.ExitCode}" : "it says it is not ready"));

    public async Task<bool> IsReadyAsync()
    {
        if (!_address.Task.IsCompleted)
            return false;
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(await _address.Task, "/health/ready"));
        return answer.IsSuccessStatusCode;
    }

    /// <summary>SIGKILL: the process learns nothing of its end.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
        lock (_log)
            _log.Dispose();
    }

    async Task StopAsync()
    {
        using var terminate = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(LongestStop);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    void Read(string? line)
    {
        if (line is null)
            return;
        if (Listening.Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups[1].Value));
        lock (_log)
        {
            if (_log.BaseStream is { CanWrite: true })
                _log.WriteLine(line);
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    static partial Regex Listening { get; }
}
