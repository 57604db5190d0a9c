using Microsoft.Extensions.Options;
using OrderSaga.Catalogue;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Worker;

static class PublicAddress
{
    const string Default = "http://localhost:8080";

    /// <summary>
    /// Listens where the host was told (<c>--urls</c>, <c>ASPNETCORE_URLS</c>, <c>ASPNETCORE_HTTP_PORTS</c>), else at port
    /// 8080. Without <c>Gateway:BaseUrl</c> links lead there, with localhost for "all interfaces".
    /// </summary>
    public static void UsePublicAddress(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var urls = configuration["urls"];
        var ports = configuration["http_ports"];
        if (string.IsNullOrEmpty(urls) && string.IsNullOrEmpty(ports))
            builder.WebHost.UseUrls(urls = Default);
        if (configuration["Gateway:BaseUrl"] is not null)
            return;
        var first = string.IsNullOrEmpty(urls) ? $"http://localhost:{ports!.Split(';')[0]}" : urls.Split(';', StringSplitOptions.RemoveEmptyEntries)[0];
        var address = BindingAddress.Parse(first);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        builder.Services.Configure<GatewayOptions>(options => options.BaseUrl = $"{address.Scheme}://{host}:{address.Port}");
    }
}

static partial class Announcement
{
    /// <summary>Once the service is up: its address, and on one line a command that orders a product.</summary>
    public static void AnnounceAddress(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var baseUrl = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.BaseUrl;
        LogUp(app.Logger, baseUrl);
        if (app.Services.GetRequiredService<ICatalogue>() is FileCatalogue { SomeOfflineProduct: { } product })
        {
            Console.WriteLine(
                $"curl -s -X POST {baseUrl}/processes/order-request/execution -H 'Content-Type: application/json' -d '{{\"inputs\":{{\"product_identifier\":\"{product}\"}}}}'");
        }
    });

    [LoggerMessage(LogLevel.Information, "OrderSaga is up at {BaseUrl}")]
    static partial void LogUp(ILogger logger, string baseUrl);
}
