using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using OrderSaga.Tests.Callbacks.Scenarios;

namespace OrderSaga.Tests.Gateway.Definition;

public sealed partial class Answers_keep_to_the_definition
{
    // Nobody can ask for these: a slow body, a fault of the service. The others take a service of their own, below.
    static readonly string[] NotAskedFor = ["408", "500", "429", "503"];

    Subscriber _subscriber = null!;
    Service _service = null!;
    ApiDefinition _definition = null!;
    Cast _cast = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _subscriber = await Subscriber.StartAsync();
        _service = new Service(
            ("Gateway:MaxBodyBytes", "20000"), ("Callbacks:FirstPause", "00:10:00"), ("Callbacks:LongestPause", "00:10:00"),
            ("Callbacks:Endpoints:here:Prefix", _subscriber.Origin), ("Callbacks:Endpoints:here:AllowPrivate", "true"),
            ("Callbacks:Endpoints:nowhere:Prefix", "http://127.0.0.1:9"), ("Callbacks:Endpoints:nowhere:AllowPrivate", "true"));
        _definition = await ApiDefinition.ReadAsync(_service);
        _cast = new Cast(_service, _subscriber);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        await _subscriber.DisposeAsync();
    }

    static IEnumerable<TestCaseData> Asked() => Requests.Lines.Select(line => new TestCaseData(line).SetArgDisplayNames(line));

    [TestCaseSource(nameof(Asked))]
    public async Task In_status_media_type_and_members(string line)
    {
        var request = TableRequest.Parse(line);
        var path = await _cast.FillAsync(request.Path);
        var body = request.Body is null ? null : await _cast.FillAsync(Lengthened(request.Body));
        var headers = await Task.WhenAll(request.Headers.Select(async header => (header.Name, header.Value == "{version}" ? await VersionAsync(path) : header.Value)));

        var answer = await _service.SendAsync(new HttpMethod(request.Method), path, body, headers);

        Assert.That(answer.Status, Is.EqualTo(request.Status), answer.Text);
        _definition.Check(request.Method, path, answer);
    }

    /// <summary>Longer than any body may be, or than the name of a form's field.</summary>
    static string Lengthened(string body) => body
        .Replace("{long}", new string('x', 30_000), StringComparison.Ordinal)
        .Replace("{wide}", new string('x', 3000), StringComparison.Ordinal);

    /// <summary>The id of the last event, from which on there is nothing to hear.</summary>
    async Task<string> VersionAsync(string path) => EventId().Match((await _service.GetAsync(path)).Text).Groups[1].Value;

    [Test]
    public void And_every_answer_it_tells_is_asked_for_here()
    {
        var asked = Requests.Lines.Select(TableRequest.Parse).Select(request => $"{request.Method} {_definition.Find(request.Method, request.Path)!.Value.Path} {request.Status}").ToHashSet();
        var told = from operation in _definition.Operations
                   from status in operation.Operation.GetProperty("responses").EnumerateObject()
                   where !NotAskedFor.Contains(status.Name) && !IsFormAgain(status.Value)
                   select $"{operation.Method.ToUpperInvariant()} {operation.Path} {status.Name}";

        Assert.That(told.Except(asked), Is.Empty);
    }

    /// <summary>A form's page is the same whatever the refusal.</summary>
    static bool IsFormAgain(System.Text.Json.JsonElement response) => response.TryGetProperty("$ref", out var reference) && reference.GetString()!.EndsWith("/FormAgain", StringComparison.Ordinal);

    [TestCase("done", "order-request")]
    [TestCase("bulk", "bulk-create-request")]
    [TestCase("batch", "batch-order-trigger")]
    [TestCase("echo", "echo")]
    public async Task And_results_to_the_description_of_their_process(string job, string process)
    {
        var results = await _service.GetAsync(await _cast.FillAsync($"/jobs/{{{job}}}/results"));

        _definition.Check(ApiDefinition.SchemaOf($"{process}-outputs"), results.Text, process);
    }

    [TestCase("""{"type":"t","title":"t","status":400,"more":1}""", "a member that it does not name")]
    [TestCase("""{"type":"t","title":"t"}""", "a member missing")]
    [TestCase("""{"type":"t","title":"t","status":"400"}""", "another type")]
    [TestCase("""{"type":"t","title":"t","status":400,"instance":"no address"}""", "another format")]
    [TestCase("""{"type":"t","title":"t","status":400,"errors":[{"field":"f"}]}""", "a member missing further down")]
    public void And_are_told_apart_from_what_does_not(string json, string why) =>
        Assert.That(_definition.FaultsOf(ApiDefinition.SchemaOf("exception"), json), Is.Not.Empty, why);

    [Test]
    public async Task And_callbacks_to_what_it_tells_of_them()
    {
        await _cast.FillAsync("{telling}");
        var success = _subscriber.At("/told")[0];
        var callback = _definition.Root.GetProperty("components").GetProperty("callbacks").GetProperty("success").EnumerateObject().Single().Value.GetProperty("post");
        var told = callback.GetProperty("parameters").EnumerateArray().Select(_definition.Followed).ToList();

        foreach (var header in told.Where(parameter => parameter.TryGetProperty("required", out var required) && required.GetBoolean()))
            Assert.That(success.Headers, Does.ContainKey(header.GetProperty("name").GetString()!));
        _definition.Check(callback.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"), success.Text, "success");
    }

    [Test]
    public async Task When_a_quota_is_passed()
    {
        await using var service = new Service(("Quota:OpenOrders", "1"));
        await service.OrderAsync(Service.NeverEnding);
        var answer = await service.ExecuteAsync("""{"inputs":{"product_identifier":"LTA-PLAIN-0001"}}""");

        Assert.That(answer.Status, Is.EqualTo(429), answer.Text);
        _definition.Check("POST", "/processes/order-request/execution", answer);
    }

    [Test]
    public async Task When_the_database_does_not_answer()
    {
        await using var service = new Service(("Gateway:StoreWait", "00:00:01"));
        var job = await service.OrderAndEndAsync(Service.NeverEnding, "running");
        await using var other = new SqliteConnection(service.Store);
        await other.OpenAsync();
        await using var turn = other.BeginTransaction(deferred: false);
        var placed = await service.ExecuteAsync("""{"inputs":{"product_identifier":"LTA-ONLINE-0001"}}""");
        var dismissed = await service.DeleteAsync($"/jobs/{job}");
        await turn.RollbackAsync();

        Assert.That((placed.Status, dismissed.Status), Is.EqualTo((503, 503)));
        _definition.Check("POST", "/processes/order-request/execution", placed);
        _definition.Check("DELETE", $"/jobs/{job}", dismissed);
    }

    [GeneratedRegex(@"id: (\d+)\n(?!.*id: )", RegexOptions.Singleline)]
    private static partial Regex EventId();
}
