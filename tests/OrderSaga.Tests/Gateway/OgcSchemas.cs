using Json.Schema;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>The standard's own JSON schemas. Their folder is named by OGC_SCHEMAS; without it there is nothing to hold answers against.</summary>
static class OgcSchemas
{
    const string Folder = "part1-1.0/jsonschema/usable";

    static readonly string? Root = Environment.GetEnvironmentVariable("OGC_SCHEMAS") is { Length: > 0 } root ? root : null;

    static readonly Lazy<Dictionary<string, JsonSchema>> Known = new(Read);

    /// <summary>Why nothing is checked, or null.</summary>
    public static string? Missing => Root is null ? "OGC_SCHEMAS does not name the folder of the OGC schemas." : null;

    /// <summary>Where the text breaks the schema; nothing where there is no schema to hold it against.</summary>
    public static IReadOnlyList<string> FaultsOf(string text, string schema) => Root is null ? [] : Schemas.FaultsOf(text, Known.Value[schema]);

    /// <summary>Fails when the text breaks the schema.</summary>
    public static void Check(string text, string schema) => Assert.That(FaultsOf(text, schema), Is.Empty, $"{schema}: {text}");

    /// <summary>They name each other by their files' names, relative to their own ids.</summary>
    static Dictionary<string, JsonSchema> Read()
    {
        var folder = Path.Combine(Root!, Folder);
        var registry = new SchemaRegistry();
        var options = new BuildOptions { SchemaRegistry = registry, Dialect = Dialect.Draft07 };
        var read = new Dictionary<string, JsonSchema>();
        registry.Fetch = (id, _) => Schema(Path.GetFileNameWithoutExtension(id.LocalPath));
        foreach (var file in Directory.GetFiles(folder, "*.json"))
            Schema(Path.GetFileNameWithoutExtension(file));
        return read;

        JsonSchema Schema(string name) => read.TryGetValue(name, out var known)
            ? known
            : read[name] = JsonSchema.FromFile(Path.Combine(folder, name + ".json"), options);
    }
}
