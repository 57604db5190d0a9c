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

    /// <summary>
    /// Sum over the processes named <paramref name="name"/> whose command line, or whose ancestor's, contains <paramref name="mark"/>:
    /// the servers of this run and not those of a neighbour.
    /// </summary>
    public static double OfServers(string name, string mark)
    {
        var processes = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .ToDictionary(pid => pid, ParentOf);
        var marked = processes.Keys.Where(pid => CommandLine(pid).Contains(mark, StringComparison.Ordinal)).ToHashSet();
        return processes.Keys
            .Where(pid => CommandLine(pid).Contains(name, StringComparison.Ordinal) && Ancestry(pid, processes).Any(marked.Contains))
            .Sum(Of);
    }

    static IEnumerable<int> Ancestry(int pid, Dictionary<int, int> parents)
    {
        for (; pid > 1; pid = parents.GetValueOrDefault(pid))
            yield return pid;
    }

    static int ParentOf(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

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
