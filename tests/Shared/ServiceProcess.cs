using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OrderSaga.Testing;

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

    public int Id => _process.Id;
    public bool HasExited => _process.HasExited;

    /// <summary>It ended of its own will, to be started again (EX_TEMPFAIL).</summary>
    public bool HasGivenUp => _process.HasExited && _process.ExitCode == 75;

    /// <param name="service">A project under <c>src</c>, built in the configuration of the caller.</param>
    public static ServiceProcess Start(string service, string logFile, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Assembly(service)])
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

    /// <summary>Until the probe says it is ready: database and both buses are there. Needs the log line that names its address.</summary>
    public Task UntilReadyAsync() => Until.TrueAsync(
        async () => !_process.HasExited && await IsReadyAsync(),
        () => _process.HasExited ? $"it ended with {_process.ExitCode}" : "it says it is not ready");

    public async Task<bool> IsReadyAsync()
    {
        if (!_address.Task.IsCompleted)
            return false;
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(new Uri(await _address.Task, "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It has ended meanwhile.
            return false;
        }
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
