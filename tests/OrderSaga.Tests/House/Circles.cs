namespace OrderSaga.Tests.House;

/// <summary>Namespaces that lead back to themselves by what they name. A room and those within it are one part, and may know each other.</summary>
static class Circles
{
    /// <returns>Each circle once, as a line: the namespaces on the way, and a file with what it names for each step.</returns>
    public static IReadOnlyList<string> In(IEnumerable<Naming> namings)
    {
        var steps = namings.Where(naming => !IsWithin(naming.From, naming.To) && !IsWithin(naming.To, naming.From))
            .GroupBy(naming => naming.From)
            .ToDictionary(from => from.Key, from => from.DistinctBy(naming => naming.To).ToList());
        var told = new HashSet<string>();
        var found = new List<string>();
        foreach (var start in steps.Keys.Order(StringComparer.Ordinal))
        {
            if (WayBack(start, steps) is not { } way || !told.Add(string.Join(' ', way.Select(step => step.From).Order(StringComparer.Ordinal))))
                continue;
            found.Add($"{string.Join(" > ", way.Select(step => step.From))} > {start}: {string.Join("; ", way)}");
        }
        return found;
    }

    /// <summary>The shortest way from a namespace back to it, or null.</summary>
    static List<Naming>? WayBack(string start, Dictionary<string, List<Naming>> steps)
    {
        var cameBy = new Dictionary<string, Naming>();
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var at))
        {
            foreach (var step in steps.GetValueOrDefault(at) ?? [])
            {
                if (!cameBy.TryAdd(step.To, step))
                    continue;
                if (step.To == start)
                    return Unwind(start, cameBy);
                next.Enqueue(step.To);
            }
        }
        return null;
    }

    static List<Naming> Unwind(string start, Dictionary<string, Naming> cameBy)
    {
        var way = new List<Naming>();
        for (var step = cameBy[start]; ; step = cameBy[step.From])
        {
            way.Insert(0, step);
            if (step.From == start)
                return way;
        }
    }

    static bool IsWithin(string inner, string outer) => outer.Length == 0 || inner == outer || inner.StartsWith(outer + ".", StringComparison.Ordinal);
}
