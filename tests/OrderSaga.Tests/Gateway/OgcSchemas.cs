using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;

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

    static readonly SemaphoreSlim _turn = new(1, 1);
    static readonly Lazy<(Process? Checker, string Missing)> _started = new(Start);

    /// <summary>Why nothing is checked, or null.</summary>
    public static string? Missing => _started.Value.Checker is null ? _started.Value.Missing : null;

    /// <summary>Where the text breaks the schema; nothing where there is no schema to hold it against.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string text, string schema)
    {
        if (_started.Value.Checker is not { } checker)
            return [];
        await _turn.WaitAsync();
        try
        {
            await checker.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { schema, text }));
            await checker.StandardInput.FlushAsync();
            return JsonSerializer.Deserialize<List<string>>(await checker.StandardOutput.ReadLineAsync() ?? "[\"the checker ended\"]")!;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Fails when the text breaks the schema.</summary>
    public static async Task CheckAsync(string text, string schema) => Assert.That(await FaultsAsync(text, schema), Is.Empty, $"{schema}: {text}");

    static (Process?, string) Start()
    {
        if (Environment.GetEnvironmentVariable("OGC_SCHEMAS") is not { Length: > 0 } root)
            return (null, "OGC_SCHEMAS does not name the folder of the OGC schemas.");
        try
        {
            var python = Process.Start(new ProcessStartInfo("python3", ["-c", Checker, Path.Combine(root, Folder)])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            // It ends with its input, which ends with this process.
            return python.StandardOutput.ReadLine() == "ready" ? (python, "") : (null, $"python3 with the package jsonschema is not installed: {python.StandardError.ReadToEnd()}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "python3 is not installed.");
        }
    }
}
