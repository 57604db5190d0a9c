using System.Collections.Concurrent;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;
using OrderSaga.Regards.Values;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Transport;
using OrderSaga.Simulator.Wire;

namespace OrderSaga.Tests.Simulator;

[TestFixture]
public sealed class WhenItSitsOnABus
{
    readonly ConcurrentQueue<(string Body, IReadOnlyDictionary<string, object> Headers)> _answers = new();
    readonly ConcurrentQueue<string> _deadLetters = new();
    readonly SemaphoreSlim _arrived = new(0);
    string _log = null!;
    IHost _host = null!;

    [SetUp]
    public async Task Start()
    {
        _answers.Clear();
        _deadLetters.Clear();
        _log = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"requests-{Guid.NewGuid():N}.ndjson");

        // Without delays both answers of a request are due together, so their order is the schedule's merit alone.
        _host = Build(("RequestLog", _log), ("GrantDelay", "00:00:00"), ("ProcessingDelay", "00:00:00"));
        await _host.StartAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        await _host.StopAsync();
        _host.Dispose();
        File.Delete(_log);
    }

    IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Simulator:" + s.Key, (string?)s.Value)));
        builder.Services.AddRegardsStandIn(builder.Configuration.GetSection("Simulator"));
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.UsingInMemory((context, bus) =>
            {
                bus.ConfigureStandIn(context);
                bus.ReceiveEndpoint("probe", endpoint =>
                {
                    ((IInMemoryReceiveEndpointConfigurator)endpoint).Bind(RegardsExchanges.Answers);
                    endpoint.ConfigureReceive(pipe => pipe.UseFilter(new Probe(received =>
                        _answers.Enqueue((Encoding.UTF8.GetString(received.GetBody()),
                            received.TransportHeaders.GetAll().ToDictionary(h => h.Key, h => h.Value))), _arrived)));
                });
                bus.ReceiveEndpoint(RegardsExchanges.PatchRequestQueue + ".DLQ", endpoint =>
                    endpoint.ConfigureReceive(pipe => pipe.UseFilter(new Probe(received =>
                        _deadLetters.Enqueue(Encoding.UTF8.GetString(received.GetBody())), _arrived))));
            });
        });
        return builder.Build();
    }

    async Task Publish(RawRequest request, string? contentType = "application/json")
    {
        var endpoint = await _host.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:" + RegardsExchanges.PatchRequests));
        await endpoint.Send(request, context =>
        {
            context.Serializer = new CopyBodySerializer(new ContentType(contentType ?? "text/plain"), new BytesMessageBody(request.Body.ToArray()));
            context.Headers.Set(RegardsHeaders.Tenant, request.Headers.Tenant);
            context.Headers.Set(RegardsHeaders.RequestId, request.Headers.RequestId);
            context.Headers.Set(RegardsHeaders.RequestDate, request.Headers.RequestDate);
            context.Headers.Set(RegardsHeaders.RequestOwner, request.Headers.RequestOwner);
            context.Headers.Set(RegardsHeaders.FileUpdateMode, request.Headers.FileUpdateMode);
        });
    }

    async Task Arrivals(int count)
    {
        for (var i = 0; i < count; i++)
            Assert.That(await _arrived.WaitAsync(Until.Patience), Is.True, $"message {i + 1} of {count} did not come");
    }

    [TestCase("application/json")]
    [TestCase("application/json; charset=utf-8")]
    [TestCase("application/vnd.masstransit+json")]
    [TestCase("text/plain")]
    public async Task A_request_of_any_content_type_is_granted_and_succeeds(string contentType)
    {
        await Publish(new Patch().Raw(), contentType);
        await Arrivals(2);

        Assert.That(_answers.Select(a => State(a.Body)), Is.EqualTo(new[] { "GRANTED", "SUCCESS" }));
    }

    [Test]
    public async Task An_answer_looks_as_REGARDS_writes_it()
    {
        await Publish(new Patch().Raw());
        await Arrivals(2);

        var (body, headers) = _answers.First();
        Assert.That(body, Is.EqualTo(
            """{"type":"PATCH","requestId":"c0ffee00-0000-4000-8000-000000000001","requestOwner":"orders","id":"OPT-L1-7","urn":"URN:FEATURE:DATA:orbit:0b9f7c1e-52d4-4f4a-8c66-1f2a3b4c5d6e:V3","state":"GRANTED"}"""));
        Assert.That(headers.Where(h => h.Key.StartsWith("regards.", StringComparison.Ordinal)).ToDictionary(),
            Is.EquivalentTo(new Dictionary<string, object>
            {
                ["regards.tenant"] = "orbit",
                ["regards.converter"] = "GSON",
                ["regards.type"] = "fr.cnes.regards.modules.feature.dto.event.out.FeatureRequestEvent"
            }));
        Assert.That(headers, Does.Not.ContainKey("__TypeId__"));
    }

    [Test]
    public async Task Broken_JSON_reaches_it_and_is_denied()
    {
        await Publish(new Patch { Text = "{\"feature\":" }.Raw());
        await Arrivals(1);

        Assert.That(State(_answers.Single().Body), Is.EqualTo("DENIED"));
    }

    [Test]
    public async Task Poison_goes_whole_to_the_dead_letter_queue()
    {
        var patch = new Patch();
        patch.Headers = patch.Headers with { FileUpdateMode = "append" };

        await Publish(patch.Raw());
        await Arrivals(1);

        Assert.That(_deadLetters.Single(), Is.EqualTo(patch.Body.ToJsonString()));
        Assert.That(_answers, Is.Empty);
    }

    [Test]
    public async Task Garbage_is_published_as_it_is_before_the_right_answers()
    {
        await Publish(Patch.Of("SIM-GARBAGE").Raw());
        await Arrivals(4);

        Assert.That(() => JsonDocument.Parse(_answers.First().Body), Throws.InstanceOf<JsonException>());
        Assert.That(State(_answers.Last().Body), Is.EqualTo("SUCCESS"));
    }

    [Test]
    public async Task A_thousand_requests_all_get_both_answers_in_order()
    {
        const int requests = 1000;
        for (var i = 0; i < requests; i++)
            await Publish(new Patch().WithId($"r{i}").Raw());
        await Arrivals(requests * 2);

        var byRequest = _answers.GroupBy(a => JsonDocument.Parse(a.Body).RootElement.GetProperty("requestId").GetString()).ToList();
        Assert.That(byRequest, Has.Count.EqualTo(requests));
        Assert.That(byRequest.Select(answers => string.Join(',', answers.Select(a => State(a.Body)))), Is.All.EqualTo("GRANTED,SUCCESS"));
        Assert.That(_host.Services.GetRequiredService<Figures>().Of(Outcome.Success), Is.EqualTo(requests));
    }

    [Test]
    public async Task Each_request_leaves_a_line_in_the_log()
    {
        await Publish(Patch.Of("SIM-DENIED").Raw());
        await Arrivals(1);

        var line = JsonDocument.Parse(File.ReadAllLines(_log).Single()).RootElement;
        Assert.That(line.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[]
        {
            "at", "requestId", "tenant", "owner", "urn", "providerId", "requestDate", "outcome", "reason"
        }));
        Assert.That(line.GetProperty("providerId").GetString(), Is.EqualTo("SIM-DENIED"));
        Assert.That(line.GetProperty("outcome").GetString(), Is.EqualTo("Denied"));
    }

    [Test]
    public void Wrong_settings_stop_the_start()
    {
        using var host = Build(("ErrorShare", "2"));

        Assert.That(() => host.StartAsync(), Throws.TypeOf<WrongSettingsException>().With.Message.Contains("Simulator:ErrorShare = '2'"));
    }

    static string? State(string body) => JsonDocument.Parse(body).RootElement.GetProperty("state").GetString();

    sealed class Probe(Action<ReceiveContext> take, SemaphoreSlim arrived) : IFilter<ReceiveContext>
    {
        public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
        {
            take(context);
            arrived.Release();
            return Task.CompletedTask;
        }

        void IProbeSite.Probe(ProbeContext context) => context.CreateFilterScope("probe");
    }
}
