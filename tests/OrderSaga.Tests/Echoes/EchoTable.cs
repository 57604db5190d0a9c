using System.Globalization;
using MassTransit;
using OrderSaga.Echoes;
using OrderSaga.SagaStore;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Echoes;

/// <summary>
/// What every event does to an echo in every situation. This is the specification: the tests read it, and so should you.
/// An echo tells nobody but its subscriber, and keeps no history.
/// </summary>
sealed class EchoTable() : EventTable<EchoJob>("any echo")
{
    const string Subscriber = """{"successUri":"https://a.example/s","inProgressUri":"https://a.example/p","failedUri":"https://a.example/f"}""";
    const int Pause = 30;

    static readonly DateTime Begin = new(2031, 5, 7, 9, 0, 0, DateTimeKind.Utc);
    static readonly DateTime At = Begin.AddMinutes(1);

    /// <summary>The columns: where an echo can stand. Accepted is passed within one event; nothing waits in it.</summary>
    static readonly TextTable Standing = new(
        """
        situation  | status     | deadline | removed
        accepted   | accepted   | no       | no
        pausing    | running    | yes      | no
        successful | successful | no       | no
        removed    | successful | no       | yes
        dismissed  | dismissed  | no       | no
        """);

    /// <summary>The words: "=" is "as before". Called are the callbacks, each with how many changes it is after the last one.</summary>
    static readonly TextTable Words = new(
        """
        word          | status     | deadline | removed | changes                                          | called
        no echo       |            |          |         |                                                  |
        pausing       | running    | yes      | no      | -→accepted, accepted→running                     | in-progress +2
        done at once  | successful | no       | no      | -→accepted, accepted→running, running→successful | in-progress +2, success +3
        same          | =          | =        | =       |                                                  |
        done          | successful | no       | no      | running→successful                               | success +1
        dismissed     | dismissed  | no       | no      | running→dismissed                                | dismissed +1
        removed       | =          | =        | yes     |                                                  |
        """);

    public static readonly TextTable Rows = new(
        """
        event                | none         | accepted | pausing   | successful | removed | dismissed
        BeginEcho            | pausing      | same     | same      | same       | same    | same
        BeginEcho, no pause  | done at once | same     | same      | same       | same    | same
        DismissEcho          | no echo      | same     | dismissed | removed    | same    | same
        end of pause         | no echo      | same     | done      | same       | same    | same
        end of pause, stale  | no echo      | same     | same      | same       | same    | same
        """);

    public override string Noun => "echo";

    public override TextTable Situations => Standing;

    public override TextTable Outcomes => Words;

    public override TextTable Usual => Rows;

    public override string Changes => "changes";

    public override IReadOnlyList<TableEvent<EchoJob>> Events { get; } =
    [
        new("BeginEcho", "Begun", "", echo => Beginning(echo.CorrelationId, Pause)),
        new("BeginEcho, no pause", "Begun", "", echo => Beginning(echo.CorrelationId, 0)),
        new("DismissEcho", "DismissalAsked", "", echo => new DismissEcho(echo.CorrelationId, At)),
        new("end of pause", "PauseOver", "", echo => new DeadlinePassed<EchoJob>(echo.CorrelationId, echo.Deadline ?? At, At)),
        new("end of pause, stale", "PauseOver", "", echo => new DeadlinePassed<EchoJob>(echo.CorrelationId, Begin.AddSeconds(-1), At)),
    ];

    public override SagaStateMachine<EchoJob> Machine() => new EchoStateMachine();

    public override Task<LiveJobs<EchoJob>> StartAsync() => LiveJobs.StartAsync(Machine(), "echoId", _ => { });

    public override EchoJob Stand(string situation)
    {
        var echo = new EchoJob { CorrelationId = Guid.NewGuid(), Outputs = "{}", Pause = Pause, Owner = "planner", Subscriber = Subscriber };
        if (situation == None)
            return echo;
        var status = Standing[situation, "status"];
        echo.State = char.ToUpperInvariant(status[0]) + status[1..];
        echo.Created = echo.Updated = Begin;
        echo.Started = status == "accepted" ? null : Begin;
        echo.Finished = status is "accepted" or "running" ? null : Begin;
        echo.Deadline = Standing[situation, "deadline"] == "yes" ? Begin.AddSeconds(Pause) : null;
        echo.RemovedAt = Standing[situation, "removed"] == "yes" ? Begin : null;
        echo.Sequence = 5;
        return echo;
    }

    protected override string Look(string column, EchoJob job, Happening<EchoJob> happening) => column switch
    {
        "status" => job.Status,
        "deadline" => job.Deadline is null ? "no" : "yes",
        "removed" => job.RemovedAt is null ? "no" : "yes",
        "called" => string.Join(", ", happening.Callbacks.Select(callback =>
            string.Create(CultureInfo.InvariantCulture, $"{callback.Kind} +{callback.Sequence - happening.SequenceBefore}"))),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "no column of the table"),
    };

    /// <summary>Every change of status has a number, whether somebody is called or not.</summary>
    protected override int LastSequence(Happening<EchoJob> happening) =>
        happening.SequenceBefore + ChangesIn(Words[Word(happening.Event.Name, happening.Situation), Changes], happening.StatusBefore).Length;

    static BeginEcho Beginning(Guid id, int pause) =>
        new() { EchoId = id, Outputs = "{}", Pause = pause, Owner = "planner", Subscriber = Subscriber, At = At };
}
