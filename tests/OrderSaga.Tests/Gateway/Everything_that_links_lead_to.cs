using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>A walk from the landing page along every link, with the manners that the standard asks of every answer.</summary>
public sealed partial class Everything_that_links_lead_to
{
    static readonly string[] TimeMembers = ["created", "started", "finished", "updated", "at", "estimated_date", "eviction_date", "not_before"];

    Service _service = null!;
    readonly Dictionary<string, Answer> _found = [];

    [OneTimeSetUp]
    public async Task Walk()
    {
        _service = new Service();
        await _service.OrderAndEndAsync(Service.Plain, "successful");
        await _service.OrderAndEndAsync(Service.Failing, "failed");
        await _service.DeleteAsync($"/jobs/{await _service.OrderAndEndAsync(Service.NeverEnding, "running")}");
        await _service.SendAsync(HttpMethod.Post, "/processes/echo/execution", """{"inputs":{"message":"a"}}""", ("Prefer", "respond-async"));

        var ahead = new Queue<string>([$"{Service.BaseUrl}/", $"{Service.BaseUrl}/jobs?limit=1", $"{Service.BaseUrl}/processes?limit=1"]);
        while (ahead.TryDequeue(out var address))
        {
            if (_found.ContainsKey(address) || address.EndsWith("/execution", StringComparison.Ordinal))
                continue;
            var answer = _found[address] = await _service.GetAsync(address);
            if (answer["Content-Type"] is "application/json")
            {
                foreach (Match href in Href().Matches(answer.Text))
                    ahead.Enqueue(JsonSerializer.Deserialize<string>($"\"{href.Groups[1].Value}\"")!);
            }
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public void Is_there()
    {
        Assert.That(_found, Has.Count.GreaterThan(20));
        foreach (var (address, answer) in _found)
        {
            // The results of a failed job are its error.
            var isFailure = address.EndsWith("/results", StringComparison.Ordinal) && answer.Status == 500;
            Assert.That(answer.Status, isFailure ? Is.EqualTo(500) : Is.EqualTo(200), address);
        }
    }

    [Test]
    public void Has_an_absolute_address_at_the_public_one() => Assert.That(_found.Keys, Is.All.StartsWith(Service.BaseUrl));

    [Test]
    public void Leaves_out_what_is_absent()
    {
        foreach (var (address, answer) in Json())
            Assert.That(Nulls(answer.Json, "").ToList(), Is.Empty, address);
    }

    [Test]
    public void Tells_times_with_their_offset()
    {
        var times = Json().SelectMany(found => Times(found.Value.Json)).ToList();

        Assert.That(times, Has.Count.GreaterThan(20));
        Assert.That(times, Is.All.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
    }

    [Test]
    public void Says_its_links_in_headers_too()
    {
        foreach (var (address, answer) in Json())
        {
            if (!answer.Json.TryGetProperty("links", out var links))
                continue;
            foreach (var link in links.EnumerateArray())
                Assert.That(answer["Link"], Does.Contain($"<{link.GetProperty("href")}>; rel=\"{link.GetProperty("rel")}\""), address);
        }
    }

    [Test]
    public async Task Answers_HEAD_as_GET_and_refuses_an_unknown_form()
    {
        foreach (var (address, answer) in _found)
        {
            var head = await _service.SendAsync(HttpMethod.Head, address);
            Assert.That(head.Status, Is.EqualTo(answer.Status), address);
            Assert.That(head.Body, Is.Empty, address);
            Assert.That(head["Content-Type"], Is.EqualTo(answer["Content-Type"]), address);
            // A page tells how long ago things were.
            if (answer["Content-Type"] != "text/html; charset=utf-8")
                Assert.That(head["Content-Length"], Is.EqualTo(answer["Content-Length"]), address);
            if (answer["Content-Type"] == "text/event-stream" || address.EndsWith("f=html", StringComparison.Ordinal))
                continue;
            var separator = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            Assert.That((await _service.GetAsync($"{address}{separator}f=xml")).Status, Is.EqualTo(400), address);
            Assert.That((await _service.GetAsync($"{address}{separator}f=json", ("Accept", "text/html"))).Status, Is.EqualTo(answer.Status), address);
        }
    }

    [TestCase("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2")]
    [TestCase("*/*")]
    [TestCase("application/json;q=0.1, text/html;q=0, */*;q=0.5")]
    [TestCase(";;;, ,")]
    public async Task Is_never_refused_for_an_odd_Accept(string accept)
    {
        foreach (var (address, answer) in _found)
            Assert.That((await _service.GetAsync(address, ("Accept", accept))).Status, Is.EqualTo(answer.Status), address);
    }

    [Test]
    public async Task Takes_no_other_method_and_says_which_it_takes()
    {
        foreach (var address in _found.Keys.Where(address => !address.Contains('?', StringComparison.Ordinal)))
        {
            var answer = await _service.SendAsync(HttpMethod.Put, address);
            Assert.That(answer.Status, Is.EqualTo(405), address);
            Assert.That(answer["Allow"], Does.Contain("GET").And.Contain("HEAD"), address);
            Assert.That(answer.Member("status"), Is.EqualTo("405"), address);
        }
    }

    IEnumerable<KeyValuePair<string, Answer>> Json() => _found.Where(found => found.Value["Content-Type"] == "application/json");

    /// <summary>A schema's list of values may hold null, as a value that is taken.</summary>
    static IEnumerable<string> Nulls(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Null => [path],
        JsonValueKind.Object => element.EnumerateObject().Where(member => member.Name != "enum").SelectMany(member => Nulls(member.Value, $"{path}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Nulls(item, $"{path}[{index}]")),
        _ => [],
    };

    static IEnumerable<string> Times(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            TimeMembers.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : Times(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Times),
        _ => [],
    };

    [GeneratedRegex("\"href\":\"([^\"]+)\"")]
    private static partial Regex Href();
}
