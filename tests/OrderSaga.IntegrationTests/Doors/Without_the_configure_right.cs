using NUnit.Framework;
using OrderSaga.Jobs;
using static OrderSaga.IntegrationTests.Doors.Samples;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>An operator made queue and binding; the service's user may read and write and declare nothing.</summary>
public sealed class Without_the_configure_right
{
    const string Queue = "ordersaga.regards-answers";

    DoorWorld _world = null!;
    string _user = null!;

    [SetUp]
    public async Task MakeAsync()
    {
        _world = await DoorWorld.MakeAsync();
        _user = $"u{Guid.NewGuid():N}";
        await TestServers.RabbitMqCtlAsync(
            "eval",
            $"rabbit_auth_backend_internal:add_user(<<\"{_user}\">>, <<\"{_user}\">>, <<\"test\">>), "
            + $"rabbit_auth_backend_internal:set_permissions(<<\"{_user}\">>, <<\"{_world.RegardsVhost}\">>, <<\"^$\">>, <<\".*\">>, <<\".*\">>, <<\"test\">>), ok.");
        await _world.Regards.DeclareExchangeAsync(PatchExchange);
        await _world.Regards.DeclareExchangeAsync(AnswerExchange);
        await _world.Regards.DeclareQueueAsync(Queue, AnswerExchange);
        await _world.Regards.DeclareExchangeAsync($"{Queue}_error");
        await _world.Regards.DeclareQueueAsync($"{Queue}_error", $"{Queue}_error");
        _world.Change("Regards:Uri", TestServers.UriOf(_world.RegardsVhost, _user));
        _world.Set("Regards:DeclareTopology", "false");
    }

    [TearDown]
    public async Task EndAsync()
    {
        if (_world is null)
            return;
        await _world.DisposeAsync();
        await TestServers.RabbitMqCtlAsync("delete_user", _user);
    }

    [Test]
    public async Task The_service_sends_receives_and_sets_the_unreadable_aside()
    {
        var inbox = await _world.Regards.ListenAsync(PatchExchange, "inbox");
        await _world.StartAsync();
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, Order(id));
        Assert.That((await inbox.NextAsync()).Header("regards.request.id"), Is.EqualTo(id.ToString()));
        Dictionary<string, object?> tenant = new() { ["regards.tenant"] = "lta-sandbox" };
        await _world.Regards.PublishAsync(AnswerExchange, "garbage", headers: tenant);
        await _world.Regards.PublishAsync(
            AnswerExchange, $$"""{"type":"PATCH","requestId":"{{id}}","requestOwner":"ordersaga","state":"SUCCESS"}""", headers: tenant);
        await _world.UntilAsync(id, order => order.Status == JobStatus.Successful, "the answer counts");
        await Until.TrueAsync(async () => await _world.Regards.CountAsync($"{Queue}_error") == 1, "the garbage is set aside");
        Assert.That((await _world.Regards.TakeAsync($"{Queue}_error")).Text, Is.EqualTo("garbage"));
    }
}
