using System.Text;
using MassTransit;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Bus;
using OrderSaga.Reading;
using OrderSaga.Regards.Answers;

namespace OrderSaga.Tests.Intake;

/// <summary>What a message may cost before anybody looks into it: its bytes, those beside it, its depth.</summary>
public sealed class Messages_of_any_size
{
    const int Largest = 10_000;

    static MessageIntake Intake(long bytesAtWork = 20_000) =>
        new(Options.Create(new BusOptions { LargestMessage = Largest, BytesAtWork = bytesAtWork }));

    [Test]
    public async Task The_largest_is_let_in()
    {
        using var intake = Intake();
        using var turn = await intake.LetInAsync(Message(Largest), default);
        Assert.That(turn.IsAcquired);
    }

    [Test]
    public void One_byte_more_is_refused_with_size_and_limit()
    {
        using var intake = Intake();
        Assert.That(
            async () => await intake.LetInAsync(Message(Largest + 1), default),
            Throws.InstanceOf<UnreadableException>().With.Message.Contains("10001").And.Message.Contains("Bus:LargestMessage").And.Message.Contains("10000"));
    }

    [Test]
    public async Task What_is_over_the_budget_waits_in_its_order()
    {
        using var intake = Intake();
        var first = await intake.LetInAsync(Message(Largest), default);
        var second = await intake.LetInAsync(Message(Largest), default);
        var third = intake.LetInAsync(Message(Largest), default).AsTask();
        var small = intake.LetInAsync(Message(1), default).AsTask();
        Assert.That((third.IsCompleted, small.IsCompleted), Is.EqualTo((false, false)));

        first.Dispose();
        using var turn = await third.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(small.IsCompleted, Is.False, "the budget is used up again");
        second.Dispose();
        using var last = await small.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task Whoever_no_longer_waits_takes_nothing_from_the_budget()
    {
        using var intake = Intake(bytesAtWork: Largest);
        var first = await intake.LetInAsync(Message(Largest), default);
        using var stop = new CancellationTokenSource();
        var gone = intake.LetInAsync(Message(Largest), stop.Token).AsTask();
        await stop.CancelAsync();
        Assert.That(async () => await gone, Throws.InstanceOf<OperationCanceledException>());
        first.Dispose();
        using var next = await intake.LetInAsync(Message(Largest), default).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    static IEnumerable<TestCaseData> Nested()
    {
        static string Objects(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);
        static string Lists(int levels) => "{\"a\":" + new string('[', levels - 1) + new string(']', levels - 1) + "}";
        foreach (var (name, json) in new (string, Func<int, string>)[] { ("objects", Objects), ("lists", Lists) })
        {
            yield return new TestCaseData(json(64), false).SetArgDisplayNames($"64 {name}");
            yield return new TestCaseData(json(65), true).SetArgDisplayNames($"65 {name}");
            yield return new TestCaseData(json(5000), true).SetArgDisplayNames($"5000 {name}");
            yield return new TestCaseData(json(64)[..^1], null).SetArgDisplayNames($"64 {name}, cut");
        }
    }

    [TestCaseSource(nameof(Nested))]
    public void Depth_is_told_as_depth_at_every_door(string json, bool? tooDeep)
    {
        string? told = null;
        try
        {
            IncomingBody.Open(Encoding.UTF8.GetBytes(json), "urn:message:OrderSaga.Contracts:SubmitOrder");
        }
        catch (UnreadableMessageException exception)
        {
            told = exception.Message;
        }
        var answer = AnswerReader.Read(Encoding.UTF8.GetBytes(json), "lta-sandbox").Unreadable;
        Assert.Multiple(() =>
        {
            Assert.That(told, tooDeep switch { true => Does.Contain("deeper than 64 levels"), false => Is.Null, null => Does.Contain("no JSON") });
            Assert.That(answer, tooDeep switch { true => Does.Contain("deeper than 64 levels"), false => Does.StartWith("type"), null => Does.Contain("must be JSON") });
        });
    }

    static BytesMessageBody Message(int bytes) => new(new byte[bytes]);
}
