using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OrderSaga.Archive;
using OrderSaga.Echoes;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Transport;
using OrderSaga.Storage;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;
using SimulatedAnswer = OrderSaga.Simulator.Answers.Answer;

namespace OrderSaga.Tests.Gateway;

/// <summary>The whole worker on a port of its own: a SQLite file, in-memory buses, REGARDS' stand-in in the process.</summary>
sealed class Service : WebApplicationFactory<Program>
{
    /// <summary>What links must begin with; not where the service listens, so that a link built from Host shows.</summary>
    public const string BaseUrl = "https://orders.example.test/lta";

    public const string Plain = "LTA-PLAIN-0001";
    public const string Failing = "LTA-SIM-ERROR-0001";
    public const string Refused = "LTA-SIM-DENIED-0001";
    public const string NeverEnding = "LTA-SIM-GRANTED-ONLY-0001";
    public const string Online = "LTA-ONLINE-0001";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-gateway-");
    readonly Dictionary<string, string> _settings;

    public Service(params (string Key, string Value)[] settings)
        : this(port: 0, settings)
    {
    }

    Service(int port, (string Key, string Value)[] settings)
    {
        var catalogue = Path.Combine(_folder.FullName, "catalogue.json");
        File.WriteAllLines(catalogue,
        [
            Item(Plain, Urn(1, Tenant), "\"file:size\":12345"),
            Item(Failing, Urn(2, Tenant)),
            Item(Refused, Urn(3, Tenant)),
            Item(NeverEnding, Urn(4, Tenant)),
            Item(Online, Urn(5, Tenant), "\"order:status\":\"succeeded\",\"eviction_date\":\"2099-01-01T00:00:00Z\"", """{"product":{"href":"https://archive.example.test/online"}}"""),
            Item("LTA-TWICE", Urn(6, Tenant)),
            Item("LTA-TWICE", Urn(7, Tenant)),
        ]);
        _settings = new Dictionary<string, string>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Store:ConnectionString"] = Store,
            ["Catalogue:Path"] = catalogue,
            ["Gateway:BaseUrl"] = BaseUrl + "/",
            ["Callbacks:Endpoints:client:Prefix"] = "https://client.example.test",
            ["Regards:Tenant"] = Tenant,
            // As often as tests look.
            ["Store:SweepInterval"] = "00:00:00.050",
            ["Callbacks:SweepInterval"] = "00:00:00.050",
            ["Batches:CountInterval"] = "00:00:00.050",
            ["Simulator:GrantDelay"] = "00:00:00.005",
            ["Simulator:ProcessingDelay"] = "00:00:00.005",
            ["Orders:ProductLink"] = "https://archive.example.test/{id}",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in settings)
            _settings[key] = value;
        UseKestrel(port);
        StartServer();
        // Answers as they come: where a redirect leads is the public address, which is not here.
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = CreateClient().BaseAddress };
    }

    /// <summary>A service whose links lead to where it listens, for clients that follow them by themselves.</summary>
    public static Service AtItsOwnAddress(params (string Key, string Value)[] settings)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return new Service(port, [("Gateway:BaseUrl", $"http://127.0.0.1:{port}"), .. settings]);
    }

    const string Tenant = "lta-test";

    public string Store => $"Data Source={Path.Combine(_folder.FullName, "orders.db")}";

    public HttpClient Http { get; }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        // Links lead to the public address; the tests follow them here.
        var address = path.StartsWith(BaseUrl, StringComparison.Ordinal) ? path[BaseUrl.Length..] : path;
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }
        using var response = await Http.SendAsync(request);
        return new Answer(response, await response.Content.ReadAsByteArrayAsync());
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> ExecuteAsync(string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "/processes/order-request/execution", body, headers);

    /// <summary>Orders a product.</summary>
    /// <returns>The job's id.</returns>
    public async Task<string> OrderAsync(string product, string furtherInputs = "")
    {
        var answer = await ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{product}}}"{{{furtherInputs}}}}}""");
        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        return answer.Json.GetProperty("jobID").GetString()!;
    }

    /// <summary>Asks again until the job has the status.</summary>
    public async Task<Answer> UntilAsync(string jobId, string status)
    {
        Answer answer = null!;
        await Until.TrueAsync(async () => (answer = await GetAsync($"/jobs/{jobId}")).Json.GetProperty("status").GetString() == status, () => answer.Text);
        return answer;
    }

    public async Task<string> OrderAndEndAsync(string product, string status)
    {
        var job = await OrderAsync(product);
        await UntilAsync(job, status);
        return job;
    }

    /// <summary>The archive has done what it granted and keeps: an order of <see cref="NeverEnding"/> ends when a test says so.</summary>
    public async Task SucceedAsync(string jobId)
    {
        await using var database = await OpenAsync();
        var id = Guid.Parse(jobId);
        var order = await database.Set<Order>().AsNoTracking().SingleAsync(order => order.CorrelationId == id);
        var answer = new SimulatedAnswer(order.Tenant) { RequestId = RequestIds.For(id, order.Attempt), RequestOwner = order.Owner, State = "SUCCESS" };
        Services.GetRequiredService<AnswerSchedule>().Add(Services.GetRequiredService<IRegardsBus>(), [new PlannedAnswer(DateTimeOffset.UnixEpoch, answer)]);
    }

    /// <summary>The pause of an echo is over, however long it was to be.</summary>
    public async Task EndPauseAsync(string jobId)
    {
        await using var database = await OpenAsync();
        var id = Guid.Parse(jobId);
        await database.Set<EchoJob>().Where(echo => echo.CorrelationId == id).ExecuteUpdateAsync(set => set.SetProperty(echo => echo.Deadline, DateTime.UtcNow));
    }

    Task<OrderSagaDbContext> OpenAsync() => Services.GetRequiredService<IDbContextFactory<OrderSagaDbContext>>().CreateDbContextAsync();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
    }

    public override async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
