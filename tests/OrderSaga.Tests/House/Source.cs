using System.Text.RegularExpressions;

namespace OrderSaga.Tests.House;

/// <summary>A file of the house as it is written.</summary>
/// <param name="Path">From the repository's root.</param>
/// <param name="Namespace">Without the <c>OrderSaga.</c> that all begin with; empty for that one itself.</param>
sealed partial record Source(string Path, string Namespace, string Text)
{
    const string Root = "OrderSaga";

    /// <summary>The C# files of a project, generated ones aside.</summary>
    public static IReadOnlyList<Source> Of(string project) =>
    [
        .. Files(project, "*.cs").Select(file => new Source(
            System.IO.Path.GetRelativePath(Repository.Root, file), Short(Declaration().Match(File.ReadAllText(file)).Groups["name"].Value), File.ReadAllText(file))),
    ];

    /// <summary>Paths of a project's own files.</summary>
    public static IEnumerable<string> Files(string project, string pattern) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "src", project), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{System.IO.Path.DirectorySeparatorChar}obj{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{System.IO.Path.DirectorySeparatorChar}bin{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Names of the types that the file declares, nested ones among them.</summary>
    public IEnumerable<string> Types => TypeName().Matches(Text).Select(match => match.Groups["name"].Value);

    /// <summary>
    /// Every namespace that the file opens, and every one by which it names a type, in code or in a reference of its
    /// comments. <paramref name="types"/> are the types of each namespace.
    /// </summary>
    public IEnumerable<(string Namespace, string As)> Names(IReadOnlyDictionary<string, HashSet<string>> types)
    {
        foreach (Match match in Opening().Matches(Text))
            yield return (Short(match.Groups["name"].Value), match.Value);
        foreach (Match match in Dotted().Matches(Text))
        {
            var words = match.Value.Split('.');
            for (var i = words.Length - 1; i > 0; i--)
            {
                if (Resolve(string.Join('.', words[..i]), words[i], types) is { } found)
                {
                    yield return (found, match.Value);
                    break;
                }
            }
        }
    }

    /// <summary>As the compiler does: a name counts from the namespace it stands in, then from each around it.</summary>
    string? Resolve(string name, string type, IReadOnlyDictionary<string, HashSet<string>> types)
    {
        if (name == Root || name.StartsWith(Root + ".", StringComparison.Ordinal))
            return types.TryGetValue(Short(name), out var own) && own.Contains(type) ? Short(name) : null;
        for (var around = Namespace; ; around = around.Contains('.', StringComparison.Ordinal) ? around[..around.LastIndexOf('.')] : "")
        {
            var full = around.Length == 0 ? name : $"{around}.{name}";
            if (types.TryGetValue(full, out var there) && there.Contains(type))
                return full;
            if (around.Length == 0)
                return null;
        }
    }

    static string Short(string name) => name == Root ? "" : name.StartsWith(Root + ".", StringComparison.Ordinal) ? name[(Root.Length + 1)..] : name;

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?(?<name>OrderSaga[\w.]*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.[A-Z]\w*)+", RegexOptions.CultureInvariant)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"(?:class|record struct|record|struct|interface|enum|delegate [\w<>?\[\], ]+?) (?<name>[A-Z]\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex TypeName();
}
