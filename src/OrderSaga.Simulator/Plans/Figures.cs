using System.Globalization;

namespace OrderSaga.Simulator.Plans;

/// <summary>Counts since the start. Thread-safe; the numbers of one snapshot may be a request apart.</summary>
public sealed class Figures
{
    readonly long[] _byOutcome = new long[Enum.GetValues<Outcome>().Length];
    long _answers;

    public void Count(Outcome outcome) => Interlocked.Increment(ref _byOutcome[(int)outcome]);

    public void CountAnswer() => Interlocked.Increment(ref _answers);

    public long Of(Outcome outcome) => Interlocked.Read(ref _byOutcome[(int)outcome]);

    /// <summary>Answers the broker has confirmed.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    public long Requests => Enum.GetValues<Outcome>().Sum(Of);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"requests {Requests}, to succeed {Of(Outcome.Success)}, to fail {Of(Outcome.Error)}, granted with files {Of(Outcome.GrantedFiles)}, granted only {Of(Outcome.GrantedOnly)}, denied {Of(Outcome.Denied) + Of(Outcome.DeniedUnreadable)}, silent {Of(Outcome.Silent)}, dead-lettered {Of(Outcome.DeadLettered)}, answers sent {Answers}");
}
