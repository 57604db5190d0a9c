using System.Text.Json;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

[TestFixture("Sqlite")]
[TestFixture("Postgres")]
public sealed class Following_a_job(string database)
{
    PostgresStore? _store;
    Service _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _store = database == "Postgres" ? await PostgresStore.CreateAsync() : null;
        _service = new Service([("Gateway:EventKeepAlive", "00:00:00.2"), ("Gateway:EventInterval", "00:00:00.1"), ("Gateway:MaxEventStreams", "20"), .. _store?.Settings ?? []]);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Test, CancelAfter(Until.Longest)]
    public async Task Tells_its_status_now_and_after_each_change_until_it_has_ended(CancellationToken cancellation)
    {
        var id = await EchoAsync();
        using var stream = await EventStream.OpenAsync(_service, id, cancellation: cancellation);
        var events = new List<EventStream.Event> { (await stream.NextAsync(cancellation))! };
        var rest = stream.ReadAllAsync(cancellation);
        await Until.TrueAsync(() => stream.Comments > 0, "the connection is kept alive");
        await _service.EndPauseAsync(id);
        events.AddRange(await rest);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stream.MediaType, Is.EqualTo("text/event-stream"));
            Assert.That(events.Select(told => told.Status), Is.EqualTo(new[] { "running", "successful" }));
            Assert.That(events[0].Id, Is.LessThan(events[1].Id));
            Assert.That(events[1].Data.GetProperty("jobID").GetString(), Is.EqualTo(id));
            Assert.That(events[1].Data.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("rel").GetString()), Does.Contain("http://www.opengis.net/def/rel/ogc/1.0/results"));
        }
    }

    [Test, CancelAfter(Until.Longest)]
    public async Task Tells_of_orders_as_REGARDS_answers(CancellationToken cancellation)
    {
        var id = await _service.OrderAsync(Service.NeverEnding);
        using var stream = await EventStream.OpenAsync(_service, id, cancellation: cancellation);
        EventStream.Event told;
        do
            told = (await stream.NextAsync(cancellation))!;
        while (told.Status == "accepted");
        Assert.That(told.Status, Is.EqualTo("running"));

        await _service.DeleteAsync($"/jobs/{id}");
        Assert.That((await stream.ReadAllAsync(cancellation)).Select(after => after.Status), Is.EqualTo(new[] { "dismissed" }));
    }

    [Test, CancelAfter(Until.Longest)]
    public async Task Hears_of_what_another_process_changed(CancellationToken cancellation)
    {
        if (_store is null)
            Assert.Ignore("A second worker needs the server.");
        await using var other = new Service(_store.Settings);
        var id = await EchoAsync();
        using var stream = await EventStream.OpenAsync(_service, id, cancellation: cancellation);
        Assert.That((await stream.NextAsync(cancellation))!.Status, Is.EqualTo("running"));
        await other.DeleteAsync($"/jobs/{id}");

        Assert.That((await stream.ReadAllAsync(cancellation)).Select(told => told.Status), Is.EqualTo(new[] { "dismissed" }));
    }

    [Test, CancelAfter(Until.Longest)]
    public async Task Begins_where_the_client_left_off(CancellationToken cancellation)
    {
        var id = await EchoAsync();
        using var first = await EventStream.OpenAsync(_service, id, cancellation: cancellation);
        var known = (await first.NextAsync(cancellation))!.Id;
        using var second = await EventStream.OpenAsync(_service, id, known, cancellation);
        await _service.EndPauseAsync(id);
        var rest = await second.ReadAllAsync(cancellation);
        var over = await _service.GetAsync($"/jobs/{id}/events", ("Last-Event-ID", $"{rest[^1].Id}"));
        using var other = await EventStream.OpenAsync(_service, id, 12345, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rest.Select(told => told.Status), Is.EqualTo(new[] { "successful" }));
            Assert.That(over.Status, Is.EqualTo(204));
            Assert.That((await other.ReadAllAsync(cancellation)).Select(told => told.Status), Is.EqualTo(new[] { "successful" }));
        }
    }

    [Test]
    public async Task That_does_not_exist_is_404_and_in_another_form_406()
    {
        var id = await _service.OrderAndEndAsync(Service.Plain, "successful");
        var head = await _service.SendAsync(HttpMethod.Head, $"/jobs/{id}/events");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _service.GetAsync("/jobs/00000000-0000-4000-8000-000000000001/events")).Status, Is.EqualTo(404));
            Assert.That((await _service.GetAsync($"/jobs/{id}/events", ("Accept", "application/json"))).Status, Is.EqualTo(406));
            Assert.That((await _service.GetAsync($"/jobs/{id}/events", ("Accept", "text/event-stream"))).Text, Does.Match("^id: \\d+\ndata: \\{.+\\}\n\n$"));
            Assert.That(head.Status, Is.EqualTo(200));
            Assert.That(head["Content-Type"], Is.EqualTo("text/event-stream"));
        }
    }

    [Test, CancelAfter(Until.Longest)]
    public async Task Is_503_for_one_client_too_many_and_free_again_when_one_leaves(CancellationToken cancellation)
    {
        await using var service = new Service(("Gateway:MaxEventStreams", "1"), ("Gateway:RetryAfter", "00:00:03"), ("Gateway:EventKeepAlive", "00:00:00.1"));
        var id = await service.OrderAndEndAsync(Service.NeverEnding, "running");
        using (await EventStream.OpenAsync(service, id, cancellation: cancellation))
        {
            var refused = await service.GetAsync($"/jobs/{id}/events");
            Assert.That(refused.Status, Is.EqualTo(503));
            Assert.That(refused["Retry-After"], Is.EqualTo("3"));
        }
        await service.DeleteAsync($"/jobs/{id}");
        Answer answer = null!;
        await Until.TrueAsync(async () => (answer = await service.GetAsync($"/jobs/{id}/events")).Status == 200, () => answer.Text);
    }

    /// <summary>An echo that pauses until a test ends it.</summary>
    async Task<string> EchoAsync() =>
        (await _service.SendAsync(HttpMethod.Post, "/processes/echo/execution", """{"inputs":{"message":"a","pause":30}}""", ("Prefer", "respond-async"))).Member("jobID")!;

    /// <summary>Reads server-sent events as a browser does.</summary>
    sealed class EventStream : IDisposable
    {
        readonly HttpResponseMessage _response;
        readonly StreamReader _reader;

        EventStream(HttpResponseMessage response, Stream stream)
        {
            _response = response;
            _reader = new StreamReader(stream);
        }

        public string? MediaType => _response.Content.Headers.ContentType?.MediaType;

        public int Comments { get; private set; }

        public static async Task<EventStream> OpenAsync(Service service, string jobId, long? lastId = null, CancellationToken cancellation = default)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/jobs/{jobId}/events");
            request.Headers.Add("Accept", "text/event-stream");
            if (lastId is not null)
                request.Headers.Add("Last-Event-ID", $"{lastId}");
            var response = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            Assert.That((int)response.StatusCode, Is.EqualTo(200));
            return new EventStream(response, await response.Content.ReadAsStreamAsync(cancellation));
        }

        /// <summary>The next event, or null at the end.</summary>
        public async Task<Event?> NextAsync(CancellationToken cancellation)
        {
            long id = 0;
            var data = "";
            while (await _reader.ReadLineAsync(cancellation) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = long.Parse(line["id: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    data = line["data: ".Length..];
                else if (line.StartsWith(':'))
                    Comments++;
                else if (data.Length > 0)
                    return new Event(id, JsonDocument.Parse(data).RootElement);
            }
            return null;
        }

        public async Task<IReadOnlyList<Event>> ReadAllAsync(CancellationToken cancellation)
        {
            var events = new List<Event>();
            while (await NextAsync(cancellation) is { } told)
                events.Add(told);
            return events;
        }

        public void Dispose()
        {
            _reader.Dispose();
            _response.Dispose();
        }

        public sealed record Event(long Id, JsonElement Data)
        {
            public string? Status => Data.GetProperty("status").GetString();
        }
    }
}
