using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrderSaga.Tests.Gateway.Clients;

/// <summary>A Python script that answers line by line, for what its libraries know best.</summary>
sealed class Python : IDisposable
{
    // Debian's packages belong to its own python3, and another one may stand before that.
    static readonly string[] _interpreters = ["python3", "/usr/bin/python3"];

    static readonly ConcurrentDictionary<string, Task<string?>> _with = new();

    readonly SemaphoreSlim _turn = new(1, 1);
    readonly Process _process;

    Python(Process process) => _process = process;

    /// <summary>The first interpreter that has the module, or null.</summary>
    public static Task<string?> WithAsync(string module) => _with.GetOrAdd(module, async name =>
    {
        foreach (var interpreter in _interpreters)
        {
            if (await Command.RunAsync(interpreter, ["-c", $"import {name}"]) is { Code: 0 })
                return interpreter;
        }
        return null;
    });

    /// <summary>Starts a script that writes <c>ready</c> on a line, and then one line for each that it reads.</summary>
    /// <returns>Null where no interpreter has the module.</returns>
    /// <exception cref="InvalidOperationException">The script ended without a word.</exception>
    public static async Task<Python?> StartAsync(string module, string script, params IReadOnlyList<string> arguments)
    {
        if (await WithAsync(module) is not { } interpreter)
            return null;
        // It ends with its input, which ends with this process.
        var process = Process.Start(new ProcessStartInfo(interpreter, ["-c", script, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return await process.StandardOutput.ReadLineAsync() == "ready" ? new Python(process) : throw new InvalidOperationException("The Python script ended without a word.");
    }

    public async Task<string> AskAsync(string line)
    {
        await _turn.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
            return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The Python script ended.");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.Dispose();
        _turn.Dispose();
    }
}
