using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OrderSaga.Echoes;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Tests.Gateway;

/// <summary>Lists read what they show, whatever else their jobs hold; and what an echo holds is little, and not for ever.</summary>
public sealed class Jobs_with_much_in_them
{
    const int Megabytes3And5 = 3_500_000;

    static Task<Answer> EchoAsync(Service service, string message, string prefer = "respond-async") =>
        service.SendAsync(HttpMethod.Post, "/processes/echo/execution", $$$"""{"inputs":{"message":"{{{message}}}"}}""", ("Prefer", prefer));

    static string IdOf(Answer answer) => answer.Json.GetProperty("jobID").GetString()!;

    [Test]
    public async Task A_hundred_large_echoes_are_a_small_list()
    {
        await using var service = new Service();
        for (var i = 0; i < 110; i++)
            Assert.That((await EchoAsync(service, $"{i}")).Status, Is.EqualTo(201));
        var database = service.Services.GetRequiredService<Database>();
        // As an older version let them be stored.
        await database.ExecuteAsync(
            $$"""UPDATE echo_jobs SET outputs = '[{"name":"message","value":"' || hex(zeroblob({{Megabytes3And5 / 2}})) || '"}]'""", CancellationToken.None);

        var list = await service.GetAsync("/jobs?limit=1000&processID=echo");

        Assert.That(list.Status, Is.EqualTo(200));
        Assert.That(list.Jobs, Has.Count.EqualTo(110));
        Assert.That(list.Text, Has.Length.LessThan(250_000));
        var listed = await service.Services.GetRequiredService<EchoQueries>().ListAsync(new JobFilter(), DateTime.UtcNow, 1000, null, CancellationToken.None);
        Assert.That(listed.Select(echo => echo.Outputs), Is.All.Null, "not even read");
        var one = listed[0].CorrelationId;
        Assert.That((await service.GetAsync($"/jobs/{one}/results")).Text, Has.Length.GreaterThan(Megabytes3And5), "the results are still all there");
        var read = await service.Services.GetRequiredService<EchoQueries>().FindAsync([one], CancellationToken.None);
        Assert.That(read.Single().Outputs, Is.Null);
    }

    [TestCase("")]
    [TestCase("&minDuration=0&maxDuration=1000")]
    public async Task Patches_of_orders_are_in_no_list(string durations)
    {
        await using var service = new Service();
        var placed = await service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{Service.Plain}}}","properties":{"note":"{{{new string('x', 100_000)}}}"} } }""");
        Assert.That(placed.Status, Is.EqualTo(201), placed.Text);
        var id = Guid.Parse(IdOf(placed));
        await Until.TrueAsync(async () => (await service.GetAsync($"/jobs/{id}")).Member("status") == "successful", "it is carried out");

        Assert.That((await service.GetAsync($"/jobs?limit=10{durations}")).Text, Does.Contain(id.ToString()));
        var queries = service.Services.GetRequiredService<OrderQueries>();
        var filter = durations.Length == 0 ? new JobFilter() : new JobFilter { MinDuration = TimeSpan.Zero, MaxDuration = TimeSpan.FromSeconds(1000) };
        var listed = await queries.ListAsync(filter, DateTime.UtcNow, 10, null, CancellationToken.None);
        Assert.That(listed.Single().Patch, Is.Null);
        Assert.That((await queries.FindAsync(id, CancellationToken.None))!.Patch, Has.Length.GreaterThan(100_000));
        // But for that they are the same.
        foreach (var member in typeof(Order).GetProperties().Where(member => member is { CanWrite: true, Name: not nameof(Order.Patch) }))
            Assert.That(member.GetValue(listed[0]), Is.EqualTo(member.GetValue(await queries.FindAsync(id, CancellationToken.None))), member.Name);
    }

    [TestCase("respond-async", 201)]
    [TestCase("wait=1", 200)]
    public async Task An_echo_gives_back_so_much(string prefer, int status)
    {
        await using var service = new Service(("Echo:LargestEcho", "2000"));
        // The rest is the message's place in what is kept.
        var fits = await EchoAsync(service, new string('x', 1900), prefer);
        var larger = await EchoAsync(service, new string('x', 2000), prefer);

        Assert.That(fits.Status, Is.EqualTo(status), fits.Text);
        Assert.That(larger.Status, Is.EqualTo(400), larger.Text);
        Assert.That(larger.Member("detail"), Does.StartWith("inputs '").And.Contain("at most 2000 bytes"));
    }

    [Test]
    public async Task An_echo_is_forgotten_after_its_time()
    {
        await using var service = new Service(("Echo:KeepFor", "00:00:00.2"));
        var id = IdOf(await EchoAsync(service, "hello"));
        await Until.TrueAsync(async () => (await service.GetAsync($"/jobs/{id}")).Status == 404, "it is forgotten");
        Assert.That((await service.SendAsync(HttpMethod.Delete, $"/jobs/{id}")).Status, Is.EqualTo(404));
        Assert.That((await EchoAsync(service, "again")).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task Echoes_can_be_switched_off()
    {
        await using var service = new Service(("Echo:Enabled", "false"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await service.GetAsync("/processes")).Text, Does.Not.Contain("\"echo\""));
            Assert.That((await service.GetAsync("/processes/echo")).Status, Is.EqualTo(404));
            Assert.That((await EchoAsync(service, "hello")).Status, Is.EqualTo(404));
            Assert.That((await service.GetAsync("/jobs")).Status, Is.EqualTo(200));
            Assert.That((await service.GetAsync("/api")).Status, Is.EqualTo(200));
            Assert.That((await service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{Service.Plain}}}"}}""")).Status, Is.EqualTo(201));
        }
    }
}
