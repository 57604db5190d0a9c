using System.Text;
using NUnit.Framework;
using static OrderSaga.IntegrationTests.Doors.Samples;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>What is larger than the setting lets in is not parsed: it lies whole in the error queue, with size and limit, and the door goes on.</summary>
public sealed class Messages_of_any_size
{
    const int Largest = 100_000;

    DoorWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _world = await DoorWorld.MakeAsync(settings: new() { ["Bus:LargestMessage"] = $"{Largest}", ["Bus:BytesAtWork"] = $"{2 * Largest}" });
        await _world.StartAsync();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    /// <summary>A body of exactly so many bytes that a door could read.</summary>
    static string Padded(string json, int bytes) => json + new string(' ', bytes - Encoding.UTF8.GetByteCount(json));

    [TestCase("ordersaga.submit-order")]
    [TestCase("ordersaga.dismiss-order")]
    [TestCase("ordersaga.create-bulk")]
    [TestCase("ordersaga.dismiss-bulk")]
    [TestCase("ordersaga.trigger-batch")]
    [TestCase("ordersaga.dismiss-batch")]
    public async Task A_larger_one_is_set_aside_at_every_door(string door)
    {
        var body = Padded("{}", Largest + 1);
        await _world.Upstream.PublishAsync(door, body);
        await Until.TrueAsync(async () => await _world.Upstream.CountAsync($"{door}_error") == 1, "it is set aside");
        var moved = await _world.Upstream.TakeAsync($"{door}_error");
        Assert.That(moved.Text, Is.EqualTo(body));
        Assert.That(moved.Header("MT-Fault-Message"), Does.Contain("100001 bytes").And.Contain("Bus:LargestMessage").And.Contain("100000"));
    }

    [Test]
    public async Task The_largest_are_read_however_many_come_at_once()
    {
        var orders = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToList();
        foreach (var id in orders)
            await _world.Upstream.PublishAsync(SubmitQueue, Padded(Order(id), Largest));
        foreach (var id in orders)
            await _world.UntilAsync(id, _ => true, "it is stored");
    }

    [Test]
    public async Task Of_REGARDS_answers_ours_are_set_aside_and_others_dropped()
    {
        const string queue = "ordersaga.regards-answers";
        var body = Padded("{}", Largest + 1);
        await _world.Regards.PublishAsync(AnswerExchange, body, headers: new() { ["regards.tenant"] = "other" });
        await _world.Regards.PublishAsync(AnswerExchange, body, headers: new() { ["regards.tenant"] = "lta-sandbox" });
        await Until.TrueAsync(async () => await _world.Regards.CountAsync($"{queue}_error") == 1, "ours is set aside");
        var moved = await _world.Regards.TakeAsync($"{queue}_error");
        Assert.That(moved.Text, Is.EqualTo(body));
        Assert.That(moved.Header("regards.tenant"), Is.EqualTo("lta-sandbox"));
        Assert.That(moved.Header("MT-Fault-Message"), Does.Contain("100001 bytes"));
        await Until.TrueAsync(async () => await _world.Regards.CountAsync(queue) == 0, "the queue is empty");
        Assert.That(await _world.Regards.CountAsync($"{queue}_error"), Is.Zero);
    }
}
