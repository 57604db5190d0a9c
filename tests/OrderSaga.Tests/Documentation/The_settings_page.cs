using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using NUnit.Framework;
using OrderSaga.Gateway.Http;
using OrderSaga.Settings;

namespace OrderSaga.Tests.Documentation;

/// <summary>The table in the worker's README against the options classes: every setting, no other, and its default.</summary>
public sealed partial class The_settings_page
{
    const string Page = "src/OrderSaga.Worker/README.md";

    /// <summary>What the page says of a value that is absent.</summary>
    static readonly string[] Nothing = ["none", "any", "empty", ""];

    /// <summary>Settings whose default depends on others, so the page tells it in words.</summary>
    static readonly string[] ToldInWords = ["Regards:Simulate", "Gateway:BaseUrl"];

    static readonly IReadOnlyDictionary<string, string> TableRows = Rows();
    static readonly IReadOnlyDictionary<string, object?> EverySetting = All();

    [Test]
    public void Names_every_setting() => Assert.That(EverySetting.Keys.Except(TableRows.Keys), Is.Empty, $"{Page} lacks them");

    [Test]
    public void Names_nothing_else() => Assert.That(TableRows.Keys.Except(EverySetting.Keys), Is.Empty, $"{Page} names settings that there are none of");

    static IEnumerable<string> Keys() => EverySetting.Keys;

    [TestCaseSource(nameof(Keys))]
    public void Tells_the_default(string key)
    {
        var told = TableRows.GetValueOrDefault(key, "no row");
        if (ToldInWords.Contains(key))
            Assert.That(told, Is.Not.Empty);
        else if (EverySetting[key] is { } value && Text(value) is { Length: > 0 } text)
            Assert.That(told is [.., '`'] ? told.Replace("`", "", StringComparison.Ordinal) : Bytes(told), Is.EqualTo(text), $"{Page} on {key}");
        else
            Assert.That(Nothing, Does.Contain(told.Split(':')[0]), $"{Page} on {key}, which has no value unless it is set");
    }

    static Dictionary<string, object?> All()
    {
        var settings = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var rules in new[] { typeof(SettingsSection).Assembly, typeof(GatewayOptions).Assembly }.SelectMany(assembly => assembly.GetTypes()))
        {
            if (!rules.IsAbstract && OptionsOf(rules) is { } options)
            {
                dynamic instance = Activator.CreateInstance(rules)!;
                Add(settings, (string)instance.Section, Activator.CreateInstance(options)!);
            }
        }
        return settings;
    }

    /// <summary>The options that a type has rules for; null for a type that is no rules.</summary>
    static Type? OptionsOf(Type rules)
    {
        for (var parent = rules.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.IsGenericType && parent.GetGenericTypeDefinition() == typeof(SettingsRules<>))
                return parent.GetGenericArguments()[0];
        }
        return null;
    }

    static void Add(Dictionary<string, object?> settings, string section, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true }))
        {
            var key = $"{section}:{property.Name}";
            if (property.GetValue(options) is not IDictionary named)
                settings.Add(key, property.GetValue(options));
            else if (property.PropertyType.GetGenericArguments()[1] is var group && group == typeof(string))
                settings.Add($"{key}:*", string.Join(", ", named.Keys.Cast<string>()));
            else
                Add(settings, $"{key}:*", Activator.CreateInstance(group)!);
        }
    }

    /// <summary>Each key of the page, a name of the operator's own as <c>*</c>, with what the page tells of its default.</summary>
    static Dictionary<string, string> Rows()
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, Page)).Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            var keys = Quoted().Matches(cells[1]).Select(match => match.Groups[1].Value).ToList();
            // Servers' and the stand-in's own.
            if (!keys[0].Contains(':', StringComparison.Ordinal) || keys[0].StartsWith("Simulator", StringComparison.Ordinal))
                continue;
            var defaults = keys.Count == 1 ? [cells[^2]] : cells[^2].Split(", ");
            foreach (var (place, key) in keys.Index())
            {
                var whole = key[0] == ':' ? keys[0][..keys[0].LastIndexOf(':')] + key : key;
                rows.Add(Name().Replace(whole, "*"), defaults.ElementAtOrDefault(place) ?? "none");
            }
        }
        return rows;
    }

    static string Text(object value) => value switch
    {
        TimeSpan { Milliseconds: > 0 } span => span.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        string[] list => string.Join(", ", list),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Bytes(string told) => told.Split(' ') is [var number, "MiB"]
        ? (long.Parse(number, CultureInfo.InvariantCulture) * 1024 * 1024).ToString(CultureInfo.InvariantCulture)
        : told;

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("<[a-z]+>")]
    private static partial Regex Name();
}
