namespace OrderSaga.Tests.Simulator;

/// <summary>A clock that stands until it is moved.</summary>
sealed class ManualTime : TimeProvider
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 8, 15, 30, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = Start;

    public override DateTimeOffset GetUtcNow() => Now;
}
