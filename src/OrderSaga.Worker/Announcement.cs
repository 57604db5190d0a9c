using Microsoft.Extensions.Options;
using OrderSaga.Catalogue;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Worker;

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
