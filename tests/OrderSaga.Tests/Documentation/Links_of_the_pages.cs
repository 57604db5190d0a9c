using System.Text.RegularExpressions;
using NUnit.Framework;

namespace OrderSaga.Tests.Documentation;

/// <summary>The READMEs point at each other; what they point at is there.</summary>
public sealed partial class Links_of_the_pages
{
    static IEnumerable<string> Pages() =>
        new[] { ".", "src", "tests", "deploy" }
            .SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(Repository.Root, folder), "README.md",
                new EnumerationOptions { RecurseSubdirectories = folder != ".", MaxRecursionDepth = 1 }))
            .Select(page => Path.GetRelativePath(Repository.Root, page));

    [TestCaseSource(nameof(Pages))]
    public void Lead_somewhere(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        foreach (var link in Link().Matches(text).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal)))
        {
            var (file, heading) = link.Split('#') is [var before, var behind] ? (before, behind) : (link, null);
            var target = file.Length == 0 ? Path.Combine(Repository.Root, page) : Path.GetFullPath(Path.Combine(Repository.Root, page, "..", file));
            Assert.That(Path.Exists(target), Is.True, $"{page} points at {link}");
            if (heading is not null)
                Assert.That(Heading().Matches(File.ReadAllText(target)).Select(match => Anchor(match.Groups[1].Value)), Does.Contain(heading), $"{page} points at {link}");
        }
    }

    [Test]
    public void Are_of_a_top_page_of_a_screen_and_a_half() =>
        Assert.That(new FileInfo(Path.Combine(Repository.Root, "README.md")).Length, Is.LessThan(8_000));

    /// <summary>As the usual hosts make it.</summary>
    static string Anchor(string heading) =>
        NoLetter().Replace(heading.ToLowerInvariant(), "").Trim().Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoLetter();
}
