using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using OrderSaga.Tests.Catalogue;
using OrderSaga.Tests.Gateway;
using OrderSaga.Worker;

namespace OrderSaga.Tests.Archives;

/// <summary>The worker as it is, but with <see cref="Shelf"/> for an archive: SQLite, in-memory bus, HTTP on a port of its own.</summary>
sealed class ShelfService : IAsyncDisposable
{
    static readonly string[] Products = ["SHELF-GOOD-1", "SHELF-GOOD-2", "SHELF-LOST-1", "SHELF-BURNT-1", "SHELF-KEPT-1", "SHELF-SILENT-1", "SHELF-BOLTED-1", "SHELF-HEAVY-1"];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-shelf-");
    readonly CatalogueFiles _catalogue = new();
    readonly WebApplication _app;

    ShelfService()
    {
        _catalogue.Write([.. Products.Index().Select(product => CatalogueFiles.Item(product.Item, CatalogueFiles.Urn(product.Index + 1)))]);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _folder.FullName });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bus:Transport"] = "InMemory",
            ["Store:ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, "orders.db")}",
            ["Store:SweepInterval"] = "00:00:00.050",
            ["Batches:CountInterval"] = "00:00:00.050",
            ["Catalogue:Path"] = _catalogue.File,
        });
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.AddOrderSaga((services, _) => Shelf.Add(services));
        _app = builder.Build();
        _app.MapOrderSaga();
    }

    public IServiceProvider Services => _app.Services;

    public Shelf Shelf => Services.GetRequiredService<Shelf>();

    public HttpClient Http { get; } = new();

    public static async Task<ShelfService> StartAsync()
    {
        var service = new ShelfService();
        try
        {
            await service._app.StartAsync();
            var addresses = service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
            service.Http.BaseAddress = new Uri(addresses.Addresses.Single());
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        return new Answer(response, await response.Content.ReadAsByteArrayAsync());
    }

    public Task<Answer> ExecuteAsync(string product, string more = "") =>
        SendAsync(HttpMethod.Post, "/processes/order-request/execution", $$$"""{"inputs":{"product_identifier":"{{{product}}}"{{{more}}}}}""");

    /// <returns>The job's id.</returns>
    public async Task<string> OrderAsync(string product, string more = "")
    {
        var answer = await ExecuteAsync(product, more);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        return answer.Member("jobID")!;
    }

    public async Task<Answer> UntilAsync(string jobId, string status)
    {
        Answer answer = null!;
        await Until.TrueAsync(async () => (answer = await SendAsync(HttpMethod.Get, $"/jobs/{jobId}")).Member("status") == status, () => answer.Text);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _catalogue.Dispose();
        _folder.Delete(recursive: true);
    }
}
