using System.Collections.Concurrent;
using NUnit.Framework;
using OrderSaga.RabbitMq;

namespace OrderSaga.Tests.RabbitMq;

/// <summary>Every order in which messages, rounds and the consumer can end. The broker takes what it is told when the test says so.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Rounds_of_acknowledgements
{
    readonly ConcurrentQueue<(ulong Tag, bool Multiple)> _told = new();
    readonly ConcurrentQueue<Exception> _failures = new();
    readonly Acknowledger _acknowledger;

    readonly TaskCompletionSource _pause = NewSource();
    readonly TaskCompletionSource _heard = NewSource();
    readonly TaskCompletionSource _failed = NewSource();
    Func<ValueTask> _broker = () => ValueTask.CompletedTask;

    public Rounds_of_acknowledgements() => _acknowledger = new Acknowledger(
        async (tag, multiple) =>
        {
            await _broker();
            _told.Enqueue((tag, multiple));
            _heard.TrySetResult();
        },
        () => _pause.Task,
        exception =>
        {
            _failures.Enqueue(exception);
            _failed.SetResult();
        });

    [TearDown]
    public void EndThePause() => _pause.TrySetResult();

    [Test]
    public async Task What_is_done_within_a_pause_is_told_after_it_with_one_tag()
    {
        await DoneAsync(1, 2, 3);
        Assert.That(_told, Is.Empty);
        _pause.SetResult();
        await _heard.Task;
        AssertTold((3, true));
    }

    [Test]
    public async Task The_end_tells_what_no_round_has_told()
    {
        await DoneAsync(1, 2, 4);
        await _acknowledger.EndAsync();
        AssertTold((2, true), (4, false));
    }

    [Test]
    public async Task A_message_that_ends_after_the_end_of_the_consumer_is_told_before_it_has_ended()
    {
        await DoneAsync(1);
        await _acknowledger.EndAsync();

        var broker = NewSource();
        _broker = () => new(broker.Task);
        var done = _acknowledger.DoneAsync(2);
        Assert.That(done.IsCompleted, Is.False);
        broker.SetResult();
        await done;
        AssertTold((1, true), (2, true));
    }

    [Test]
    public async Task So_is_one_with_others_before_it_that_never_end()
    {
        await _acknowledger.EndAsync();
        await DoneAsync(7);
        AssertTold((7, false));
    }

    [Test]
    public async Task The_end_waits_for_the_round_under_way_and_tells_what_was_done_meanwhile()
    {
        var (broker, reached) = (NewSource(), NewSource());
        _broker = () =>
        {
            reached.TrySetResult();
            return new(broker.Task);
        };
        await DoneAsync(1);
        _pause.SetResult();
        await reached.Task;
        await DoneAsync(2);
        var end = _acknowledger.EndAsync();
        var late = _acknowledger.DoneAsync(3);
        Assert.That((end.IsCompleted, late.IsCompleted), Is.EqualTo((false, false)));

        broker.SetResult();
        await Task.WhenAll(end, late);
        AssertTold((1, true), (3, true));
    }

    [Test]
    public async Task A_round_whose_pause_outlasts_the_consumer_finds_nothing_left()
    {
        await DoneAsync(1);
        await _acknowledger.EndAsync();
        _pause.SetResult();
        await DoneAsync(2);
        AssertTold((1, true), (2, true));
        Assert.That(_failures, Is.Empty);
    }

    [Test]
    public async Task A_refused_message_keeps_none_from_being_told()
    {
        await DoneAsync(1, 3);
        _acknowledger.Refused(2);
        await _acknowledger.EndAsync();
        AssertTold((3, true));
    }

    [Test]
    public async Task A_round_that_fails_is_heard_of_and_the_next_one_comes_all_the_same()
    {
        _broker = () => throw new InvalidOperationException("no");
        await DoneAsync(1);
        _pause.SetResult();
        await _failed.Task;
        Assert.That(_failures.Single().Message, Is.EqualTo("no"));

        _broker = () => ValueTask.CompletedTask;
        await DoneAsync(2);
        await _heard.Task;
        AssertTold((2, true));
    }

    [Test]
    public async Task At_the_end_it_fails_those_who_wait_for_it_and_no_others()
    {
        _broker = () => throw new InvalidOperationException("no");
        await DoneAsync(1);
        Assert.That(_acknowledger.EndAsync, Throws.InvalidOperationException);
        Assert.That(() => _acknowledger.DoneAsync(2), Throws.InvalidOperationException);

        _broker = () => ValueTask.CompletedTask;
        await DoneAsync(3);
        AssertTold((3, true));
        Assert.That(_failures, Is.Empty);
    }

    [Test]
    public async Task Whenever_the_consumer_ends_each_message_is_told_once_and_before_the_last_has_ended([Random(0, int.MaxValue, 50)] int seed)
    {
        var random = new Random(seed);
        ulong[] tags = [.. Enumerable.Range(1, random.Next(1, 200)).Select(n => (ulong)n)];
        random.Shuffle(tags);
        var before = random.Next(tags.Length);
        _broker = async () => await Task.Yield();

        await Task.WhenAll(tags[..before].Select(tag => Task.Run(() => _acknowledger.DoneAsync(tag))));
        var after = tags[before..].Select(tag => Task.Run(() => _acknowledger.DoneAsync(tag))).ToList();
        if (random.Next(2) == 0)
            _pause.SetResult();
        await Task.WhenAll([_acknowledger.EndAsync(), .. after]);
        // Of what ended before the end was called, too.
        await _acknowledger.EndAsync();

        var open = tags.ToHashSet();
        foreach (var (tag, multiple) in _told)
            Assert.That(open.RemoveWhere(other => other == tag || (multiple && other < tag)), Is.Positive, $"{tag} is told twice");
        Assert.That(open, Is.Empty);
    }

    Task DoneAsync(params ulong[] tags) => Task.WhenAll(tags.Select(_acknowledger.DoneAsync));

    void AssertTold(params (ulong, bool)[] told) => Assert.That(_told, Is.EqualTo(told));

    static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
