using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Gateway;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Tests.Gateway;

public sealed class Settings_of_the_gateway
{
    [TestCase("BaseUrl", "orders.example.test", "Gateway:BaseUrl 'orders.example.test': must be an absolute http or https address without query.")]
    [TestCase("BaseUrl", "https://example.test/?a=b", "must be an absolute http or https address without query")]
    [TestCase("MaxBodyBytes", "10", "Gateway:MaxBodyBytes '10': must be from 1024 to 1073741824.")]
    [TestCase("MaxJsonDepth", "1", "Gateway:MaxJsonDepth '1': must be from 8 to 512.")]
    [TestCase("StoreWait", "00:00:00", "Gateway:StoreWait")]
    [TestCase("RetryAfter", "-00:00:01", "Gateway:RetryAfter")]
    [TestCase("AllowedOrigins", "https://a.example.test/path", "Gateway:AllowedOrigins 'https://a.example.test/path': must be * or an origin")]
    [TestCase("IdempotencyPeriod", "00:00:00", "Gateway:IdempotencyPeriod '00:00:00': must be a time span from 00:00:01")]
    [TestCase("ReferencePrefixes", "ftp://example.test", "Gateway:ReferencePrefixes 'ftp://example.test': must be an http or https address without query")]
    [TestCase("ReferencePrefixes", "https://a.example.test/ https://user:word@b.example.test/", "Gateway:ReferencePrefixes 'https://user:word@b.example.test/'")]
    [TestCase("ReferencePrefixes", "https://a.example.test/?q=1", "Gateway:ReferencePrefixes")]
    [TestCase("ReferenceTimeout", "00:10:00", "Gateway:ReferenceTimeout")]
    [TestCase("MaxReferenceBytes", "0", "Gateway:MaxReferenceBytes '0'")]
    [TestCase("EventInterval", "00:00:00", "Gateway:EventInterval")]
    [TestCase("EventKeepAlive", "00:00:00", "Gateway:EventKeepAlive")]
    [TestCase("MaxEventStreams", "-1", "Gateway:MaxEventStreams '-1': must be from 0 to 100000.")]
    [TestCase("Aliases:orders", "teleport", "Gateway:Aliases:orders 'teleport': must be one of order-request, estimate-request, bulk-create-request, batch-order-trigger, echo, or empty.")]
    public void Are_refused_with_key_value_and_rule(string key, string value, string expected) =>
        Assert.That(string.Join('\n', FaultsOf(Read(key, value))), Does.Contain(expected));

    [TestCase("BaseUrl", "https://example.test/lta/")]
    [TestCase("AllowedOrigins", "")]
    [TestCase("AllowedOrigins", "https://a.example.test http://localhost:3000")]
    [TestCase("ReferencePrefixes", "https:// http://files.example.test:8080/inputs")]
    [TestCase("Aliases:productOrder", "")]
    [TestCase("Aliases:bestellung", "order-request")]
    public void Are_taken(string key, string value) => Assert.That(FaultsOf(Read(key, value)), Is.Empty);

    [Test]
    public async Task Give_and_take_names_of_processes()
    {
        await using var service = new Service(("Gateway:Aliases:productOrder", ""), ("Gateway:Aliases:bestellung", "order-request"));

        Assert.That((await service.GetAsync("/processes/productOrder")).Status, Is.EqualTo(404));
        Assert.That((await service.GetAsync("/processes/bestellung")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Can_close_the_service_to_scripts_of_other_origins()
    {
        await using var service = new Service(("Gateway:AllowedOrigins", "https://portal.example.test"));

        Assert.That((await service.GetAsync("/jobs", ("Origin", "https://portal.example.test")))["Access-Control-Allow-Origin"], Is.EqualTo("https://portal.example.test"));
        Assert.That((await service.GetAsync("/jobs", ("Origin", "https://other.example.test")))["Access-Control-Allow-Origin"], Is.Null);
    }

    [Test]
    public async Task Can_leave_the_gateway_out()
    {
        await using var service = new Service(("Gateway:Enabled", "false"));

        Assert.That((await service.GetAsync("/jobs")).Status, Is.EqualTo(404));
        Assert.That((await service.GetAsync("/health/live")).Status, Is.EqualTo(200));
    }

    /// <summary>Of all rules that the gateway brings along.</summary>
    static List<string> FaultsOf(GatewayOptions options)
    {
        using var services = new ServiceCollection().AddGateway(new ConfigurationBuilder().Build()).BuildServiceProvider();
        return [.. services.GetServices<IValidateOptions<GatewayOptions>>().Select(rules => rules.Validate(Options.DefaultName, options)).SelectMany(result => result.Failures ?? [])];
    }

    static GatewayOptions Read(string key, string value)
    {
        var options = new GatewayOptions();
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build().Bind(options);
        return options;
    }
}
