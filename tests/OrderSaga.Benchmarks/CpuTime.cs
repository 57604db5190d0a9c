using System.Globalization;

namespace OrderSaga.Benchmarks;

/// <summary>CPU seconds that processes have used, as Linux counts them in <c>/proc/PID/stat</c>, with those of ended children.</summary>
static class CpuTime
{
    /// <summary>Clock ticks a second: fixed at 100 for /proc on Linux.</summary>
    const double Ticks = 100;

    public static double Of(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            // The name in parentheses may hold spaces; the fields after it don't.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / Ticks;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Sum over all processes whose command line contains <paramref name="text"/>.</summary>
    public static double OfAll(string text) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && CommandLine(pid).Contains(text, StringComparison.Ordinal))
        .Sum(Of);

    static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
