using System.Text.RegularExpressions;
using NUnit.Framework;

namespace OrderSaga.Tests.House;

/// <summary>Whoever reads a type's name knows which one is meant, in whatever room: one name, one meaning.</summary>
public sealed partial class Names_of_types
{
    [Test]
    public void Mean_one_type_each()
    {
        var declared =
            from source in House.Sources.Values.SelectMany(files => files)
            from Match match in Declaration().Matches(source.Text)
            select (Name: match.Groups["name"].Value, source.Path, source.Namespace, IsPart: match.Groups["words"].Value.Contains("partial", StringComparison.Ordinal));
        var twice = declared.Distinct().GroupBy(type => type.Name)
            .Where(same => same.Select(type => type.Path).Distinct().Skip(1).Any() && !IsOneInParts(same.Select(type => (type.Namespace, type.IsPart))));
        Assert.That(twice.Select(same => $"{same.Key} is in {string.Join(" and in ", same.Select(type => type.Path))}"), Is.Empty);
    }

    static bool IsOneInParts(IEnumerable<(string Namespace, bool IsPart)> same) =>
        same.All(type => type.IsPart) && same.Select(type => type.Namespace).Distinct().Count() == 1;

    [GeneratedRegex(
        @"^ *(?<words>(?:(?:public|internal|private|protected|sealed|static|abstract|partial|readonly|file|ref) )*)(?:class|record struct|record|struct|interface|enum) (?<name>[A-Z]\w*)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
