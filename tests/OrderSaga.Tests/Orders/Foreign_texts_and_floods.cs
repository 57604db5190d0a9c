using NUnit.Framework;
using OrderSaga.Contracts;

namespace OrderSaga.Tests.Orders;

public sealed class Foreign_texts_and_floods : Stories
{
    // Not as attributes: those are UTF-8, which has no half characters.
    static IEnumerable<TestCaseData> Texts =>
    [
        new TestCaseData("before\0after", "before\ufffdafter").SetArgDisplayNames("NUL"),
        new TestCaseData("half \ud800 pair", "half \ufffd pair").SetArgDisplayNames("half a pair"),
        new TestCaseData("wrong way \udc00\ud800", "wrong way \ufffd\ufffd").SetArgDisplayNames("a pair the wrong way"),
        new TestCaseData("whole 🛰 pair", "whole 🛰 pair").SetArgDisplayNames("a whole pair"),
    ];

    [TestCaseSource(nameof(Texts))]
    public async Task Texts_that_a_database_refuses_are_made_sound(string text, string kept)
    {
        var denied = await SentOrderAsync();
        await denied.DeniedAsync(text: text);
        var dismissed = await SentOrderAsync();
        await dismissed.DismissAsync(text);
        await dismissed.ErrorAsync(text: text);
        Assert.That((await denied.OrderAsync()).Message, Is.EqualTo(kept));
        Assert.That((await dismissed.OrderAsync()).Message, Is.EqualTo(kept));
        Assert.That((await denied.ToldAsync())[^1].As<OrderStatusChanged>().Message, Is.EqualTo(kept));
        Assert.That((await dismissed.HistoryAsync()).Skip(2).Select(line => line.Message), Is.All.EqualTo(kept));
    }

    [Test]
    public async Task A_long_text_is_cut_at_a_whole_character()
    {
        var story = await SentOrderAsync();
        await story.ErrorAsync(text: string.Concat(Enumerable.Repeat("🛰", 3000)));
        var message = (await story.OrderAsync()).Message!;
        Assert.That(message, Has.Length.LessThanOrEqualTo(4000));
        Assert.That(message, Does.EndWith("🛰…"));
    }

    [Test]
    public async Task A_flood_of_late_answers_does_not_fill_the_disk_and_the_order_still_ends()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        for (var i = 0; i < 300; i++)
            await story.DeniedAsync();
        await story.SuccessAsync();
        for (var i = 0; i < 50; i++)
            await story.ErrorAsync();
        await story.RemoveAsync();
        var history = await story.HistoryAsync();
        Assert.That(history, Has.Count.EqualTo(202));
        Assert.That(history.Select(line => line.Entry), Is.EqualTo(Enumerable.Range(1, 202)));
        Assert.That(history.Skip(200).Select(line => line.Cause), Is.EqualTo(new[] { "success", "removed" }));
    }
}
