using NUnit.Framework;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac;
using static OrderSaga.IntegrationTests.Doors.Samples;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>An order whose product can't be looked up now is neither lost nor judged: its message waits until it can.</summary>
public sealed class A_catalogue_that_is_away
{
    [Test]
    public async Task Makes_orders_wait_until_it_is_back()
    {
        await using var catalogue = await StacServer.StartAsync(new StacSettings { Mishap = StacMishap.Status, MishapStatus = 503 });
        await using var world = await DoorWorld.MakeAsync(settings: new Dictionary<string, string?>
        {
            ["Catalogue:Provider"] = "Stac",
            ["Catalogue:Url"] = catalogue.Url.ToString(),
            ["Catalogue:Retries"] = "0",
        });
        await world.StartAsync();
        var rejections = await world.Upstream.ListenAsync(Rejected);
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToList();

        foreach (var id in ids)
            await world.Upstream.PublishAsync(SubmitQueue, $$"""{"orderId":"{{id}}","productIdentifier":"S1A_NONE"}""");
        await Until.TrueAsync(() => catalogue.Requests.Count >= 3, "the catalogue is asked again and again");
        Assert.That(await world.CountOrdersAsync(), Is.Zero);

        catalogue.Settings = catalogue.Settings with { Mishap = StacMishap.None };
        foreach (var id in ids)
            await world.UntilAsync(id, order => order.ReasonCode == "product-not-found", "the order is placed, and its product is not in the catalogue");
        Assert.That(rejections.TryNext(out _), Is.False);
        Assert.That(await world.Upstream.CountAsync(SubmitQueue + "_error"), Is.Null.Or.Zero);
    }
}
