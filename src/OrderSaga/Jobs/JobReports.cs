using MassTransit;
using OrderSaga.SagaStore;
using OrderSaga.Texts;

namespace OrderSaga.Jobs;

/// <summary>A job whose machine reports by <see cref="JobReports{TSaga}"/>.</summary>
interface IReportedJob<TSaga> : IJobSaga
    where TSaga : class, IReportedJob<TSaga>
{
    static abstract JobReports<TSaga> Reports { get; }
}

/// <summary>
/// What a job leaves behind at a change: a line of its history, an event, and a callback for its subscriber, all in the
/// transaction of the change. A feature says here what is its own.
/// </summary>
/// <param name="kind">Who can write the bodies of its callbacks (<see cref="Callback.JobKind"/>).</param>
abstract class JobReports<TSaga>(string kind)
    where TSaga : class, IReportedJob<TSaga>
{
    /// <summary>History beyond this many lines takes no more late ones: a foreign system in a loop must not fill the disk.</summary>
    const int MostEntries = 200;

    /// <summary>Enters a status: a line, an event, a callback.</summary>
    public void Enter<T>(BehaviorContext<TSaga, T> c, string status, string cause)
        where T : class
    {
        var previous = JobStatus.Before(c.Saga.State);
        Write(c, previous, status, cause);
        Tell(c, status, previous);
        Call(c, status);
    }

    /// <summary>A change within the status: a line alone.</summary>
    public void Remember<T>(BehaviorContext<TSaga, T> c, string cause)
        where T : class
    {
        c.Saga.Updated = At(c.Message);
        var status = JobStatus.FromState(c.Saga.State);
        Write(c, status, status, cause);
    }

    /// <summary>What must have been before the message came: a line alone, without the message's text.</summary>
    public void Precede<T>(BehaviorContext<TSaga, T> c, string cause)
        where T : class
    {
        var status = JobStatus.FromState(c.Saga.State);
        Write(c, status, status, cause, text: "");
    }

    /// <summary>Nothing changes: a line says what came, unless there are too many.</summary>
    /// <param name="c">The behaviour's.</param>
    /// <param name="cause">What the line says.</param>
    /// <param name="text">For people, where the message itself does not say it.</param>
    public void Late<T>(BehaviorContext<TSaga, T> c, string cause, string? text = null)
        where T : class
    {
        var status = JobStatus.FromState(c.Saga.State);
        if (c.Saga is IRecordedJob { Entries: < MostEntries })
            Write(c, status, status, cause, late: true, text: text);
    }

    /// <summary>The status stays, and is told with what changed within it: an event alone.</summary>
    public void TellChange<T>(BehaviorContext<TSaga, T> c)
        where T : class
    {
        var status = JobStatus.FromState(c.Saga.State);
        Tell(c, status, status);
    }

    /// <summary>Nothing changes: the status is told once more, as it was told last.</summary>
    public void TellAgain<T>(BehaviorContext<TSaga, T> c)
        where T : class
    {
        if (Event(c.Saga, JobStatus.FromState(c.Saga.State), null, c.Saga.Updated) is { } told)
            c.Tell(told);
    }

    /// <summary>A further attempt: the status stays, and a line, an event and a callback say so.</summary>
    /// <param name="c">The behaviour's, with the new attempt.</param>
    /// <param name="cause">What the line says.</param>
    /// <param name="ended">The attempt that the line is about.</param>
    public void TryAgain<T>(BehaviorContext<TSaga, T> c, string cause, int ended)
        where T : class
    {
        var status = JobStatus.FromState(c.Saga.State);
        Write(c, status, status, cause, attempt: ended);
        Tell(c, status, status);
        Call(c, status);
    }

    /// <summary>When what the message says happened, UTC.</summary>
    public static DateTime At(object message) => message switch
    {
        IJobCommand command => command.At,
        DeadlinePassed<TSaga> deadline => deadline.At,
        _ => throw new InvalidOperationException($"{message.GetType().Name} carries no time."),
    };

    /// <summary>What is told of a status; null where nobody is told.</summary>
    /// <param name="job">The job after the change, its state still the old one.</param>
    /// <param name="status">The status entered or kept.</param>
    /// <param name="previous">The one before; null in the first event and in a repetition.</param>
    /// <param name="at">UTC.</param>
    protected virtual object? Event(TSaga job, string status, string? previous, DateTime at) => null;

    /// <summary>What is told when the job's id comes again with other content.</summary>
    /// <exception cref="NotSupportedException">Nobody chooses the ids of such jobs.</exception>
    public virtual object Refusal(TSaga job, DateTime at) => throw new NotSupportedException($"Nobody chooses the ids of {typeof(TSaga).Name}.");

    /// <summary>What the message itself says to people.</summary>
    protected virtual string? TextOf(object message) => null;

    /// <summary>The attempt that a line is about, and the id under which it is known outside.</summary>
    /// <param name="job">The job after the change.</param>
    /// <param name="message">What caused the line.</param>
    /// <param name="attempt">The attempt, where it is known to be another than the job's.</param>
    protected virtual (int Attempt, string? RequestId) AttemptOf(TSaga job, object message, int? attempt) => default;

    void Tell<T>(BehaviorContext<TSaga, T> c, string status, string? previous)
        where T : class
    {
        c.Saga.Sequence++;
        if (Event(c.Saga, status, previous, At(c.Message)) is { } told)
            c.Tell(told);
    }

    void Call<T>(BehaviorContext<TSaga, T> c, string status)
        where T : class
    {
        if (Callback.For(c.Saga.Subscriber, kind, c.Saga, status, At(c.Message)) is { } callback)
            c.Record(callback);
    }

    void Write<T>(BehaviorContext<TSaga, T> c, string? from, string to, string cause, bool late = false, int? attempt = null, string? text = null)
        where T : class
    {
        if (c.Saga is not IRecordedJob job)
            return;
        var (number, requestId) = AttemptOf(c.Saga, c.Message, attempt);
        job.Entries++;
        c.Record(new JobHistoryEntry
        {
            JobId = job.CorrelationId,
            Entry = job.Entries,
            At = At(c.Message),
            FromStatus = from,
            ToStatus = to,
            Phase = job.Phase,
            Cause = cause,
            Late = late,
            Attempt = number,
            RequestId = requestId,
            // The job's own message says nothing of what came late.
            Message = text is "" ? null : JobText.Bounded(text ?? TextOf(c.Message)) ?? (late ? null : job.Message),
        });
    }
}

/// <summary>The ways an event of a job's machine ends.</summary>
static class JobActivities
{
    /// <inheritdoc cref="JobReports{TSaga}.Enter"/>
    /// <param name="binder">The event.</param>
    /// <param name="state">The machine's state of that status.</param>
    /// <param name="cause">What the line says; a job without a history needs none.</param>
    public static EventActivityBinder<TSaga, T> Enter<TSaga, T>(this EventActivityBinder<TSaga, T> binder, State state, string cause = "")
        where TSaga : class, IReportedJob<TSaga>
        where T : class => binder.Then(c => TSaga.Reports.Enter(c, JobStatus.FromState(state.Name), cause)).TransitionTo(state);

    /// <inheritdoc cref="JobReports{TSaga}.Remember"/>
    public static EventActivityBinder<TSaga, T> Remember<TSaga, T>(this EventActivityBinder<TSaga, T> binder, string cause)
        where TSaga : class, IReportedJob<TSaga>
        where T : class => binder.Then(c => TSaga.Reports.Remember(c, cause));

    /// <inheritdoc cref="JobReports{TSaga}.Precede"/>
    public static EventActivityBinder<TSaga, T> Precede<TSaga, T>(this EventActivityBinder<TSaga, T> binder, string cause)
        where TSaga : class, IReportedJob<TSaga>
        where T : class => binder.Then(c => TSaga.Reports.Precede(c, cause));

    /// <inheritdoc cref="JobReports{TSaga}.Late"/>
    public static EventActivityBinder<TSaga, T> Late<TSaga, T>(
        this EventActivityBinder<TSaga, T> binder, string cause, Func<BehaviorContext<TSaga, T>, string?>? text = null)
        where TSaga : class, IReportedJob<TSaga>
        where T : class => binder.Then(c => TSaga.Reports.Late(c, cause, text?.Invoke(c)));

    /// <inheritdoc cref="JobReports{TSaga}.TellChange"/>
    public static EventActivityBinder<TSaga, T> TellChange<TSaga, T>(this EventActivityBinder<TSaga, T> binder)
        where TSaga : class, IReportedJob<TSaga>
        where T : class => binder.Then(c => TSaga.Reports.TellChange(c));

    /// <inheritdoc cref="JobReports{TSaga}.TellAgain"/>
    public static EventActivityBinder<TSaga, T> TellAgain<TSaga, T>(this EventActivityBinder<TSaga, T> binder)
        where TSaga : class, IReportedJob<TSaga>
        where T : class => binder.Then(c => TSaga.Reports.TellAgain(c));

    /// <inheritdoc cref="JobReports{TSaga}.TryAgain"/>
    /// <param name="binder">The event.</param>
    /// <param name="cause">What the line says.</param>
    /// <param name="begin">Begins the new attempt, and gives the one that ended.</param>
    public static EventActivityBinder<TSaga, T> TryAgain<TSaga, T>(
        this EventActivityBinder<TSaga, T> binder, string cause, Func<TSaga, DateTime, int> begin)
        where TSaga : class, IReportedJob<TSaga>
        where T : class => binder.Then(c => TSaga.Reports.TryAgain(c, cause, begin(c.Saga, JobReports<TSaga>.At(c.Message))));

    /// <summary>The job's id again: with the same content its status is told again, with other content it is refused.</summary>
    public static EventActivityBinder<TSaga, T> AnswerRepetition<TSaga, T>(this EventActivityBinder<TSaga, T> binder)
        where TSaga : class, IReportedJob<TSaga>, IPlacedJob
        where T : class, IPlacement => binder.Then(c =>
        {
            if (c.Message.ContentDigest == c.Saga.ContentDigest)
                TSaga.Reports.TellAgain(c);
            else
                c.Tell(TSaga.Reports.Refusal(c.Saga, c.Message.At));
        });

    /// <summary>A finished job is taken from its client's sight, the first time that it is asked for.</summary>
    public static EventActivityBinder<TSaga, T> Remove<TSaga, T>(this EventActivityBinder<TSaga, T> binder, string cause = "")
        where TSaga : class, IReportedJob<TSaga>
        where T : class, IJobCommand => binder.If(c => c.Saga.RemovedAt is null, first => first.Then(c =>
        {
            c.Saga.RemovedAt = c.Message.At;
            TSaga.Reports.Remember(c, cause);
        }));
}

static class JobText
{
    /// <summary>Characters of a job's message, as database and wire take it.</summary>
    const int Longest = 4000;

    /// <summary>Foreign text as a job's message: no NUL, no half characters, and a length that stays readable.</summary>
    public static string? Bounded(string? text) => text is null ? null : Excerpt.Of(text, Longest - 1);
}
