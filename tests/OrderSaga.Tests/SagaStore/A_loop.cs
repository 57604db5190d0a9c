using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Tests.SagaStore;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class A_loop : IDisposable
{
    static readonly TimeSpan Never = TimeSpan.FromHours(1);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Rounds _rounds = new();
    readonly Telling _log = new();
    readonly Wake _wake = new();

    TestLoop? _loop;

    [TearDown]
    public Task StopAsync() => _loop?.StopAsync(CancellationToken.None) ?? Task.CompletedTask;

    public void Dispose() => _loop?.Dispose();

    [Test]
    public async Task Looks_at_the_start_and_whenever_it_is_called()
    {
        await StartAsync(Never);
        await _rounds.BeginAsync();
        _rounds.End();
        _wake.Up();
        await _rounds.BeginAsync();
        _rounds.End();
        Assert.That(_rounds.Begun, Is.EqualTo(2));
    }

    [Test]
    public async Task Looks_by_itself_when_nobody_calls()
    {
        await StartAsync(TimeSpan.FromMilliseconds(10), callable: false);
        for (var round = 0; round < 3; round++)
        {
            await _rounds.BeginAsync();
            _rounds.End();
        }
    }

    [Test]
    public async Task A_call_while_it_works_makes_it_look_once_more()
    {
        await StartAsync(Never);
        await _rounds.BeginAsync();
        _wake.Up();
        _rounds.End();
        await _rounds.BeginAsync();
    }

    [Test]
    public async Task Several_calls_are_as_good_as_one()
    {
        for (var call = 0; call < 5; call++)
            _wake.Up();
        Assert.That(_wake.WaitAsync(Never, TimeProvider.System, CancellationToken.None).IsCompletedSuccessfully, "the first wait is over at once");
        var second = _wake.WaitAsync(Never, TimeProvider.System, CancellationToken.None);
        Assert.That(second.IsCompleted, Is.False, "the second one lasts");
        _wake.Up();
        await second.WaitAsync(Patience);
    }

    [Test]
    public async Task A_fault_is_told_once_until_it_is_another_or_a_round_gets_through()
    {
        await StartAsync(Never);
        foreach (var fault in new[] { "away", "away", "broken", "broken", null, "broken" })
        {
            await _rounds.BeginAsync();
            _rounds.End(fault);
            _wake.Up();
        }
        await _rounds.BeginAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_log.Faults, Is.EqualTo(new[] { "away", "broken", "broken" }), "told");
            Assert.That(_rounds.Heard, Is.EqualTo(new[] { "away", "away", "broken", "broken", "broken" }), "heard by the loop itself");
        }
    }

    [TestCase(1, 4, "2 4 4 4 1", Description = "up to the longest pause")]
    [TestCase(3, 4, "4 4 4 4 3", Description = "and not beyond it")]
    [TestCase(5, 4, "5 5 5 5 5", Description = "a longer sweep is not cut short")]
    public async Task Pauses_longer_after_each_fault_and_as_ever_after_a_success(int sweep, int longest, string expected)
    {
        _rounds.LongestPause = TimeSpan.FromSeconds(longest);
        var time = new HastyTime();
        await StartAsync(TimeSpan.FromSeconds(sweep), time: time);
        foreach (var fault in new[] { "away", "away", "away", "away", null })
        {
            await _rounds.BeginAsync();
            _rounds.End(fault);
        }
        await _rounds.BeginAsync();
        Assert.That(string.Join(' ', time.Pauses.Take(5).Select(pause => pause.TotalSeconds)), Is.EqualTo(expected));
    }

    [Test]
    public async Task Runs_as_many_rounds_side_by_side_as_it_was_asked_to()
    {
        await StartAsync(Never, sideBySide: 3);
        for (var round = 0; round < 3; round++)
            await _rounds.BeginAsync();
        Assert.That(_rounds.Begun, Is.EqualTo(3));
    }

    [Test]
    public async Task A_stop_breaks_a_round_off_which_is_no_fault()
    {
        var loop = await StartAsync(Never);
        await _rounds.BeginAsync();
        await loop.StopAsync(CancellationToken.None).WaitAsync(Patience);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(loop.ExecuteTask!.Status, Is.EqualTo(TaskStatus.RanToCompletion));
            Assert.That(_log.Faults, Is.Empty);
        }
    }

    async Task<Loop> StartAsync(TimeSpan sweep, int sideBySide = 1, TimeProvider? time = null, bool callable = true)
    {
        _loop = new TestLoop(_rounds, sweep, time ?? TimeProvider.System, _log, callable ? _wake : null, sideBySide);
        await _loop.StartAsync(CancellationToken.None);
        return _loop;
    }

    /// <summary>Rounds begin when they like, and end when the test says how.</summary>
    sealed class Rounds
    {
        readonly Channel<bool> _begins = Channel.CreateUnbounded<bool>();
        readonly Channel<string?> _ends = Channel.CreateUnbounded<string?>();
        int _begun;

        public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(10);
        public int Begun => Volatile.Read(ref _begun);
        public ConcurrentQueue<string> Heard { get; } = new();

        /// <summary>Until another round has begun.</summary>
        public async Task BeginAsync() => await _begins.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public void End(string? fault = null) => _ends.Writer.TryWrite(fault);

        public async Task RunAsync(CancellationToken stop)
        {
            Interlocked.Increment(ref _begun);
            _begins.Writer.TryWrite(true);
            if (await _ends.Reader.ReadAsync(stop) is { } fault)
                throw new InvalidOperationException(fault);
        }
    }

    sealed class TestLoop(Rounds rounds, TimeSpan sweep, TimeProvider time, ILogger logger, Wake? wake, int sideBySide)
        : Loop(sweep, time, logger, wake, sideBySide)
    {
        protected override TimeSpan LongestPause => rounds.LongestPause;

        protected override Task RoundAsync(CancellationToken stop) => rounds.RunAsync(stop);

        protected override void OnFault(Exception exception) => rounds.Heard.Enqueue(exception.Message);
    }

    /// <summary>Every pause is over at once, and remembered.</summary>
    sealed class HastyTime : TimeProvider
    {
        public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Enqueue(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    sealed class Telling : ILogger
    {
        public ConcurrentQueue<string> Faults { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
            Faults.Enqueue(exception!.Message);
    }
}
