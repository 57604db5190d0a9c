using System.Text;
using NUnit.Framework;
using OrderSaga.Bus;
using OrderSaga.RabbitMq;

namespace OrderSaga.Tests.RabbitMq;

/// <summary>Messages about one thing pass in the order of their delivery, whichever thread is first.</summary>
public sealed class Messages_in_turn
{
    Turns _turns = null!;
    List<int> _begun = null!;

    [SetUp]
    public void Begin() => (_turns, _begun) = (new Turns(), []);

    [Test]
    public async Task Wait_for_the_one_in_front_of_them_to_end()
    {
        var working = new TaskCompletionSource();
        var first = _turns.TakeAsync(1, "a", () => Work(1, working.Task));
        var second = _turns.TakeAsync(2, "a", () => Work(2));
        Assert.That(_begun, Is.EqualTo(new[] { 1 }), "the second waits");
        working.SetResult();
        await Task.WhenAll(first, second);
        Assert.That(_begun, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Pass_in_the_order_of_delivery_though_threads_bring_them_in_another()
    {
        var third = _turns.TakeAsync(3, "a", () => Work(3));
        var second = _turns.TakeAsync(2, "a", () => Work(2));
        Assert.That(_begun, Is.Empty, "the first is not here yet");
        await _turns.TakeAsync(1, "a", () => Work(1));
        await Task.WhenAll(second, third);
        Assert.That(_begun, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Wait_for_nothing_else()
    {
        var working = new TaskCompletionSource();
        var first = _turns.TakeAsync(1, "a", () => Work(1, working.Task));
        await _turns.TakeAsync(2, "b", () => Work(2));
        await _turns.TakeAsync(3, null, () => Work(3));
        working.SetResult();
        await first;
        Assert.That(_begun, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Pass_behind_one_that_failed()
    {
        Assert.That(() => _turns.TakeAsync(1, "a", () => Task.FromException(new InvalidOperationException("first"))), Throws.InvalidOperationException);
        await _turns.TakeAsync(2, "a", () => Work(2));
        Assert.That(_begun, Is.EqualTo(new[] { 2 }));
    }

    [TestCase("""{"orderId":"0198B7C2-5a3e-4d10-9a4f-3c1d2e4b5a69","label":"x"}""", "0198b7c25a3e4d109a4f3c1d2e4b5a69")]
    [TestCase("""{"label":"x","ORDERID":"0198b7c2-5a3e-4d10-9a4f-3c1d2e4b5a69"}""", "0198b7c25a3e4d109a4f3c1d2e4b5a69")]
    [TestCase("""{"messageId":"1","requestId":null,"message":{"bulkId":"0198b7c2-5a3e-4d10-9a4f-3c1d2e4b5a69"}}""", "0198b7c25a3e4d109a4f3c1d2e4b5a69")]
    [TestCase("""{"type":"PATCH","requestId":"0198b7c25a3e4d109a4f3c1d2e4b5a69-002","state":"ERROR"}""", "0198b7c25a3e4d109a4f3c1d2e4b5a69")]
    [TestCase("""{"batchId":5}""", null)]
    [TestCase("""{"orderId":""", null)]
    [TestCase("garbage", null)]
    [TestCase("", null)]
    public void Are_about_the_id_in_them(string body, string? subject) => Assert.That(MessageSubject.Of(Encoding.UTF8.GetBytes(body)), Is.EqualTo(subject));

    Task Work(int number, Task? work = null)
    {
        _begun.Add(number);
        return work ?? Task.CompletedTask;
    }
}
