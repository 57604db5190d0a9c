using System.Text.Json;
using NUnit.Framework;
using OrderSaga.Tests.Gateway.Clients;

namespace OrderSaga.Tests.Gateway;

/// <summary>
/// The standard's own JSON schemas. Their folder is named by OGC_SCHEMAS, and one python3 with its package jsonschema does
/// the checking for the whole run; without either there is nothing to hold answers against.
/// </summary>
static class OgcSchemas
{
    const string Folder = "part1-1.0/jsonschema/usable";

    const string Checker = """
        import json, os, sys
        import warnings; warnings.simplefilter("ignore")
        from jsonschema import Draft7Validator, FormatChecker, RefResolver
        folder = sys.argv[1]
        schemas = {file: json.load(open(os.path.join(folder, file))) for file in os.listdir(folder)}
        store = {schema["$id"]: schema for schema in schemas.values()}
        print("ready", flush=True)
        for line in sys.stdin:
            asked = json.loads(line)
            schema = schemas[asked["schema"] + ".json"]
            validator = Draft7Validator(schema, resolver=RefResolver(schema["$id"], schema, store=store), format_checker=FormatChecker())
            try:
                errors = ["/".join(map(str, error.absolute_path)) + ": " + error.message for error in validator.iter_errors(json.loads(asked["text"]))]
            except ValueError as fault:
                errors = ["no JSON: " + str(fault)]
            print(json.dumps(errors), flush=True)
        """;

    static readonly Lazy<Task<(Python? Checker, string Missing)>> _started = new(StartAsync);

    /// <summary>Why nothing is checked, or null.</summary>
    public static string? Missing => _started.Value.GetAwaiter().GetResult() is (null, var missing) ? missing : null;

    /// <summary>Where the text breaks the schema; nothing where there is no schema to hold it against.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string text, string schema) => await _started.Value is ({ } checker, _)
        ? JsonSerializer.Deserialize<List<string>>(await checker.AskAsync(JsonSerializer.Serialize(new { schema, text })))!
        : [];

    /// <summary>Fails when the text breaks the schema.</summary>
    public static async Task CheckAsync(string text, string schema) => Assert.That(await FaultsAsync(text, schema), Is.Empty, $"{schema}: {text}");

    static async Task<(Python?, string)> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("OGC_SCHEMAS") is not { Length: > 0 } root)
            return (null, "OGC_SCHEMAS does not name the folder of the OGC schemas.");
        return await Python.StartAsync("jsonschema", Checker, Path.Combine(root, Folder)) is { } checker
            ? (checker, "")
            : (null, "No python3 here has the package jsonschema.");
    }
}
