using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway.Clients;

/// <summary>The README's walk, command by command in one shell, against a service as a newcomer has it.</summary>
public sealed partial class The_walk_with_curl
{
    const string Address = "http://localhost:8080";

    // Ends what a command has written; no answer holds it.
    const char Mark = '\u001e';

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    [Test]
    public async Task Answers_what_the_README_says()
    {
        if (await Command.RunAsync("curl", ["--version"]) is not { Code: 0 } curl || !Knows(curl.Output))
        {
            Assert.Ignore("curl from 7.84 on is not installed.");
            return;
        }
        await using var service = Service.AtItsOwnAddress(("Catalogue:Path", ""), ("Regards:Tenant", "lta-sandbox"));
        using var shell = Process.Start(new ProcessStartInfo("bash", ["--norc", "--noprofile"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var limit = new CancellationTokenSource(Longest);
        await using var end = limit.Token.Register(() => shell.Kill(entireProcessTree: true));
        await shell.StandardInput.WriteLineAsync("exec 2>&1");

        var commands = Commands();
        Assert.That(commands, Has.Count.GreaterThan(20));
        foreach (var (command, word) in commands)
        {
            await shell.StandardInput.WriteLineAsync(command.Replace(Address, service.Http.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal));
            await shell.StandardInput.WriteLineAsync($@"printf '\036%d\036' $?");
            await shell.StandardInput.FlushAsync(limit.Token);
            var output = await ReadAsync(shell.StandardOutput);
            var code = await ReadAsync(shell.StandardOutput);

            Assert.That(code, Is.EqualTo("0"), $"{command}\n{output}");
            Assert.That(output, word is null ? Is.Empty : Does.Contain(word), command);
        }
    }

    /// <summary>Each command, and the word of its answer that its comment tells.</summary>
    static IReadOnlyList<(string Command, string? Word)> Commands()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src", "OrderSaga.Gateway", "README.md")).ReplaceLineEndings("\n");
        var walk = Between(Between(readme, "<!-- walk -->", "<!-- /walk -->"), "```bash\n", "```");
        return [.. walk.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Parse)];
    }

    static string Between(string text, string begin, string end)
    {
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf(end, from + begin.Length, StringComparison.Ordinal);
        return to < 0 ? throw new AssertionException($"The gateway's README.md has nothing between {begin.Trim()} and {end}.") : text[(from + begin.Length)..to];
    }

    static (string, string?) Parse(string line) => line.Split("  # ") is [var command, var word] ? (command, word) : (line, null);

    static async Task<string> ReadAsync(StreamReader output)
    {
        var text = new StringBuilder();
        var letter = new char[1];
        while (await output.ReadAsync(letter) > 0 && letter[0] != Mark)
            text.Append(letter[0]);
        return text.ToString();
    }

    static bool Knows(string version) =>
        Version().Match(version) is { Success: true } found
        && (int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture)).CompareTo((7, 84)) >= 0;

    [GeneratedRegex(@"^curl (\d+)\.(\d+)")]
    private static partial Regex Version();
}
