using NUnit.Framework;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac;

namespace OrderSaga.Tests.Gateway;

public sealed class A_catalogue_that_is_away
{
    [Test]
    public async Task Is_503_with_its_reason_and_nothing_is_ordered()
    {
        await using var catalogue = await StacServer.StartAsync(new StacSettings { Mishap = StacMishap.Status, MishapStatus = 502 });
        await using var service = new Service(
            ("Catalogue:Provider", "Stac"), ("Catalogue:Url", catalogue.Url.ToString()), ("Catalogue:Retries", "1"), ("Catalogue:FirstPause", "00:00:00.01"), ("Logging:LogLevel:Default", "None"));

        var answer = await service.ExecuteAsync("""{"inputs":{"product_identifier":"P1"}}""");
        var jobs = await service.GetAsync("/jobs");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(503), answer.Text);
            Assert.That(answer["Retry-After"], Is.EqualTo("5"));
            Assert.That(answer.Member("type"), Is.EqualTo("ServiceUnavailable"));
            Assert.That(answer.Member("detail"), Is.EqualTo("The catalogue can't be read: it answered 502 Bad Gateway."));
            Assert.That(jobs.Json.GetProperty("jobs").GetArrayLength(), Is.Zero);
        }
    }

    [Test]
    public async Task Is_not_taken_for_a_database_that_is_away()
    {
        await using var service = new Service(
            ("Catalogue:Provider", "Stac"), ("Catalogue:Url", "http://127.0.0.1:1"), ("Catalogue:Retries", "0"), ("Logging:LogLevel:Default", "None"));

        var answer = await service.ExecuteAsync("""{"inputs":{"product_identifier":"P1"}}""");

        Assert.That(answer.Status, Is.EqualTo(503));
        Assert.That(answer.Member("detail"), Does.StartWith("The catalogue can't be read: no whole answer came from 127.0.0.1:1"));
    }

    [Test]
    public async Task Is_asked_anew_when_it_is_back()
    {
        await using var catalogue = await StacServer.StartAsync(new StacSettings { Products = 10, Tenant = "lta-test", Mishap = StacMishap.Status, MishapTimes = 1 });
        await using var service = new Service(
            ("Catalogue:Provider", "Stac"), ("Catalogue:Url", catalogue.Url.ToString()), ("Catalogue:Retries", "0"), ("Logging:LogLevel:Default", "None"));
        var product = "S2A_MSIL1C_none";

        var away = await service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{product}}}"}}""");
        var back = await service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{product}}}"}}""");

        Assert.That((away.Status, back.Status), Is.EqualTo((503, 201)), back.Text);
        Assert.That(back.Json.GetProperty("lta").GetProperty("reason_code").GetString(), Is.EqualTo("product-not-found"));
    }
}
