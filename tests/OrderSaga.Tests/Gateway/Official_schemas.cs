using System.Diagnostics;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>
/// What the service says, held against the standard's own JSON schemas. Their folder is named by OGC_SCHEMAS, and python3
/// with its package jsonschema does the checking.
/// </summary>
public sealed class Official_schemas
{
    const string Folder = "part1-1.0/jsonschema/usable";

    const string Checker = """
        import json, os, sys
        import warnings; warnings.simplefilter("ignore")
        from jsonschema import Draft7Validator, FormatChecker, RefResolver
        folder, name = sys.argv[1], sys.argv[2]
        schemas = {file: json.load(open(os.path.join(folder, file))) for file in os.listdir(folder)}
        store = {schema["$id"]: schema for schema in schemas.values()}
        schema = schemas[name]
        validator = Draft7Validator(schema, resolver=RefResolver(schema["$id"], schema, store=store), format_checker=FormatChecker())
        errors = ["/".join(map(str, error.absolute_path)) + ": " + error.message for error in validator.iter_errors(json.load(sys.stdin))]
        print("\n".join(errors))
        """;

    string _schemas = null!;
    Service _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Environment.GetEnvironmentVariable("OGC_SCHEMAS") is not { Length: > 0 } root)
        {
            Assert.Ignore("OGC_SCHEMAS does not name the folder of the OGC schemas.");
            return;
        }
        _schemas = Path.Combine(root, Folder);
        if (await RunAsync("import jsonschema", [], "") is { Code: not 0 })
            Assert.Ignore("python3 with the package jsonschema is not installed.");
        _service = new Service();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_service is not null)
            await _service.DisposeAsync();
    }

    [TestCase("/", "landingPage")]
    [TestCase("/conformance", "confClasses")]
    [TestCase("/processes", "processList")]
    [TestCase("/processes/order-request", "process")]
    [TestCase("/processes/productOrder", "process")]
    [TestCase("/processes/echo", "process")]
    [TestCase("/processes/none", "exception")]
    [TestCase("/jobs/none", "exception")]
    [TestCase("/jobs?limit=0", "exception")]
    [TestCase("/nowhere", "exception")]
    public async Task Are_met_at(string path, string schema) => await CheckAsync((await _service.GetAsync(path)).Text, schema);

    [TestCase(Service.Plain, "successful")]
    [TestCase(Service.Failing, "failed")]
    [TestCase(Service.NeverEnding, "running")]
    public async Task Are_met_by_a_job_its_results_and_the_list(string product, string status)
    {
        var id = await _service.OrderAndEndAsync(product, status);
        var results = await _service.GetAsync($"/jobs/{id}/results?f=json");

        await CheckAsync((await _service.GetAsync($"/jobs/{id}")).Text, "statusInfo");
        await CheckAsync(results.Text, results.Status == 200 ? "results" : "exception");
        await CheckAsync((await _service.GetAsync("/jobs")).Text, "jobList");
        await CheckAsync((await _service.DeleteAsync($"/jobs/{id}")).Text, "statusInfo");
    }

    [Test]
    public async Task Are_told_apart_from_what_breaks_them() =>
        Assert.That((await RunAsync(Checker, [_schemas, "statusInfo.json"], """{"jobID":"1","status":"done","type":"process"}""")).Output, Does.Contain("status"));

    async Task CheckAsync(string json, string schema)
    {
        var (code, output) = await RunAsync(Checker, [_schemas, $"{schema}.json"], json);
        Assert.That(code, Is.Zero, output);
        Assert.That(output.Trim(), Is.Empty, json);
    }

    static async Task<(int Code, string Output)> RunAsync(string script, string[] arguments, string input)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", script, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            await python.StandardInput.WriteAsync(input);
            python.StandardInput.Close();
            var faults = python.StandardError.ReadToEndAsync();
            var output = await python.StandardOutput.ReadToEndAsync();
            await python.WaitForExitAsync();
            return (python.ExitCode, output + await faults);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (127, "python3 is not installed");
        }
    }
}
