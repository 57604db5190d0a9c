using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Callbacks;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Tests.Callbacks.Scenarios;
using OrderSaga.Tests.Simulator;

namespace OrderSaga.Tests.Callbacks;

/// <summary>One attempt, at a real server.</summary>
public sealed class Sending
{
    const string Public = "93.184.216.34";

    readonly CallbackOptions _options = new() { Timeout = TimeSpan.FromSeconds(5) };
    Subscriber _subscriber = null!;

    [SetUp]
    public async Task Start()
    {
        _options.Timeout = TimeSpan.FromSeconds(5);
        _subscriber = await Subscriber.StartAsync();
    }

    [TearDown]
    public async Task Stop() => await _subscriber.DisposeAsync();

    static Callback CallbackTo(string uri) => new()
    {
        JobId = Guid.Parse("0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69"),
        Sequence = 3,
        JobKind = Order.JobKind,
        Kind = CallbackKind.Success,
        Owner = "o",
        Uri = uri,
        Lane = "here",
    };

    async Task<CallbackAnswer> SendAsync(string path, Action<CallbackEndpointOptions>? with = null)
    {
        var endpoint = new CallbackEndpointOptions { Prefix = _subscriber.Origin, AllowPrivate = true };
        with?.Invoke(endpoint);
        return await SendAsync(_subscriber.Origin + path, CallbackEndpoint.Of("here", endpoint), CallbackConnection.System);
    }

    async Task<CallbackAnswer> SendAsync(string uri, CallbackEndpoint endpoint, CallbackConnection connection)
    {
        using var sender = new CallbackSender(connection, Options.Create(_options), new ManualTime());
        return await sender.SendAsync(CallbackTo(uri), endpoint, "{\"a\":\"ä\"}"u8.ToArray(), CancellationToken.None);
    }

    [Test]
    public async Task Posts_the_body_with_its_id_time_job_and_kind()
    {
        var answer = await SendAsync("/hook?x=1");

        Assert.That((answer.IsDelivered, answer.Status, answer.Text), Is.EqualTo((true, (int?)204, (string?)null)));
        var received = _subscriber.All.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(received.Method, Is.EqualTo("POST"));
            Assert.That(received.Text, Is.EqualTo("{\"a\":\"ä\"}"));
            Assert.That(received.Headers["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(received.Headers["Content-Length"], Is.EqualTo("10"));
            Assert.That(received.Id, Is.EqualTo("0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69-3"));
            Assert.That(received.Headers["webhook-timestamp"], Is.EqualTo("1772439330"));
            Assert.That(received.Headers["ordersaga-job"], Is.EqualTo("0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69"));
            Assert.That(received.Event, Is.EqualTo("success"));
            Assert.That(received.Headers.Keys, Has.None.EqualTo("webhook-signature").Or.EqualTo("Authorization").Or.EqualTo("traceparent").IgnoreCase);
        }
    }

    [Test]
    public async Task Signs_with_every_secret()
    {
        string first = SecretFrom(0, 32), second = SecretFrom(100, 24);
        await SendAsync("/hook", endpoint => endpoint.Secret = $"{first} {second}");

        var received = _subscriber.All.Single();
        Assert.That(received.Headers["webhook-signature"], Is.EqualTo(received.Signatures(first, second)));
    }

    static string SecretFrom(int start, int bytes) => $"whsec_{Convert.ToBase64String([.. Enumerable.Range(start, bytes).Select(n => (byte)n)])}";

    [Test]
    public async Task Shows_the_endpoints_credentials()
    {
        await SendAsync("/basic", endpoint => (endpoint.User, endpoint.Password) = ("usér", "pass:word"));
        await SendAsync("/bearer", endpoint => endpoint.Token = "t0ken");

        Assert.That(_subscriber.At("/basic").Single().Headers["Authorization"], Is.EqualTo($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("usér:pass:word"))}"));
        Assert.That(_subscriber.At("/bearer").Single().Headers["Authorization"], Is.EqualTo("Bearer t0ken"));
    }

    [Test]
    public async Task Keeps_credentials_out_of_what_a_subscriber_repeats()
    {
        _subscriber.Answer("/echo", http => http.Response.WriteAsync($"{http.Request.Headers.Authorization} and s3cret"));
        var answer = await SendAsync("/echo", endpoint => (endpoint.User, endpoint.Password) = ("u", "s3cret"));
        Assert.That(answer.Text, Is.EqualTo("Basic *** and ***"));
    }

    [TestCase(200, true)]
    [TestCase(201, true)]
    [TestCase(202, true)]
    [TestCase(400, false)]
    [TestCase(401, false)]
    [TestCase(404, false)]
    [TestCase(500, false)]
    public async Task Takes_every_2xx_and_nothing_else_for_a_delivery(int status, bool delivered)
    {
        _subscriber.Answer("/hook", status);
        var answer = await SendAsync("/hook");
        Assert.That((answer.Status, answer.IsDelivered, answer.Text, answer.IsGone, answer.IsOutage), Is.EqualTo(((int?)status, delivered, "so it is", false, false)));
    }

    [TestCase(410, "", true, false, null)]
    [TestCase(429, "120", false, true, 120)]
    [TestCase(503, "7", false, true, 7)]
    [TestCase(503, "Mon, 02 Mar 2026 08:16:00 GMT", false, true, 30)]
    [TestCase(503, "Mon, 02 Mar 2026 08:15:00 GMT", false, true, null)]
    [TestCase(503, "soon", false, true, null)]
    [TestCase(500, "7", false, false, null)]
    [TestCase(502, "", false, true, null)]
    [TestCase(504, "", false, true, null)]
    public async Task Understands_what_a_refusal_asks_for(int status, string retryAfter, bool gone, bool outage, int? pause)
    {
        _subscriber.Answer("/hook", status, retryAfter.Length == 0 ? [] : [("Retry-After", retryAfter)]);
        var answer = await SendAsync("/hook");
        Assert.That((answer.IsGone, answer.IsOutage, answer.RetryAfter?.TotalSeconds), Is.EqualTo((gone, outage, (double?)pause)));
    }

    [TestCase("/elsewhere")]
    [TestCase("http://169.254.169.254/latest/meta-data/")]
    public async Task Does_not_follow_redirects(string location)
    {
        _subscriber.Answer("/hook", 307, ("Location", location));
        var answer = await SendAsync("/hook", endpoint => endpoint.Token = "t0ken");
        Assert.That(answer.Fault, Does.StartWith("redirects are not followed"));
        Assert.That(_subscriber.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Waits_no_longer_than_it_is_told_for_an_answer()
    {
        _options.Timeout = TimeSpan.FromMilliseconds(300);
        _subscriber.Answer("/slow", http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        var answer = await SendAsync("/slow");
        Assert.That((answer.Fault, answer.IsOutage), Is.EqualTo(("no answer within 00:00:00.3000000", true)));
    }

    [Test]
    public async Task Reads_the_first_bytes_of_an_answer_without_end()
    {
        var sent = 0L;
        _subscriber.Answer("/huge", async http =>
        {
            var part = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(part, http.RequestAborted);
                Interlocked.Add(ref sent, part.Length);
            }
        });
        var answer = await SendAsync("/huge");
        Assert.That(answer.IsDelivered);
        Assert.That(answer.Text, Is.EqualTo(new string('x', 500) + "…"));
        Assert.That(Interlocked.Read(ref sent), Is.LessThan(100_000_000), "what the network itself buffers, and no more");
    }

    [Test]
    public async Task Takes_the_status_of_an_answer_whose_body_does_not_end()
    {
        _subscriber.Answer("/drip", async http =>
        {
            await http.Response.WriteAsync("first");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        var answer = await SendAsync("/drip");
        Assert.That((answer.Status, answer.IsDelivered, answer.Text), Is.EqualTo(((int?)200, true, "first")));
    }

    [Test]
    public async Task Tells_that_nobody_listens()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var uri = $"http://{closed.LocalEndPoint}/";
        var endpoint = CallbackEndpoint.Of("here", new CallbackEndpointOptions { Prefix = uri, AllowPrivate = true });
        var answer = await SendAsync(uri, endpoint, CallbackConnection.System);
        Assert.That(answer.IsOutage);
        Assert.That(answer.Fault, Does.Contain("Connection refused"));
    }

    [TestCase("127.0.0.1")]
    [TestCase("10.0.0.7")]
    [TestCase("169.254.169.254")]
    [TestCase("::1")]
    [TestCase("::ffff:127.0.0.1")]
    [TestCase("64:ff9b::7f00:1")]
    public async Task Never_connects_where_a_name_leads_into_a_private_network(string address)
    {
        var connected = new List<IPEndPoint>();
        var connection = new CallbackConnection(
            (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }),
            (endpoint, _) => { connected.Add(endpoint); throw new SocketException(); });
        var answer = await SendAsync("https://inside.example/", CallbackEndpoint.Unregistered("https://inside.example"), connection);
        Assert.That(answer.Fault, Is.EqualTo("the host has no public address; the operator may set AllowPrivate for its endpoint"));
        Assert.That(connected, Is.Empty);
    }

    [Test]
    public async Task Connects_to_the_very_address_that_was_checked_though_the_name_moves()
    {
        var port = new Uri(_subscriber.Origin).Port;
        var lookups = 0;
        var connected = new List<string>();
        // The name is public when it is looked up first, and leads to this machine from then on.
        var connection = new CallbackConnection(
            (_, _) => Task.FromResult(new[] { IPAddress.Parse(++lookups == 1 ? Public : "127.0.0.1") }),
            (endpoint, _) =>
            {
                connected.Add(endpoint.ToString());
                throw new SocketException((int)SocketError.HostUnreachable);
            });
        using var sender = new CallbackSender(connection, Options.Create(_options), new ManualTime());
        var uri = $"http://moving.example:{port}/";
        var endpoint = CallbackEndpoint.Unregistered(uri);

        var first = await sender.SendAsync(CallbackTo(uri), endpoint, default, CancellationToken.None);
        var second = await sender.SendAsync(CallbackTo(uri), endpoint, default, CancellationToken.None);

        Assert.That(first.Fault, Does.Not.Contain("public address"));
        Assert.That(second.Fault, Does.Contain("no public address"));
        Assert.That(connected, Is.EqualTo(new[] { $"{Public}:{port}" }));
        Assert.That(_subscriber.All, Is.Empty);
    }

    [Test]
    public async Task Passes_a_hosts_private_addresses_over_and_tries_each_public_one()
    {
        var connected = new List<string>();
        var connection = new CallbackConnection(
            (_, _) => Task.FromResult(new[] { IPAddress.Loopback, IPAddress.Parse("1.1.1.1"), IPAddress.Parse("10.0.0.1"), IPAddress.Parse(Public) }),
            (endpoint, _) =>
            {
                connected.Add(endpoint.Address.ToString());
                throw new SocketException((int)SocketError.HostUnreachable);
            });
        await SendAsync("http://both.example/", CallbackEndpoint.Unregistered("http://both.example"), connection);
        Assert.That(connected, Is.EqualTo(new[] { "1.1.1.1", Public }));
    }
}
