namespace OrderSaga.Simulator.Wire;

/// <summary>How far REGARDS' reading of a body got.</summary>
enum Readability
{
    /// <summary>A request that the handler gets to see.</summary>
    Readable,

    /// <summary>No body at all: acknowledged, no answer.</summary>
    Empty,

    /// <summary>No JSON, no discriminator, a bad URN or a wrong JSON type: denied by request id.</summary>
    Unreadable,

    /// <summary>Readable, but a bean rule is broken: dropped, no answer.</summary>
    RuleBroken
}

/// <summary>The outcome of reading a body; <paramref name="Why"/> says what was wrong with it.</summary>
sealed record PatchReading(Readability Readability, ReceivedPatch? Request, string? Why)
{
    public static PatchReading Empty { get; } = new(Readability.Empty, null, "empty body");
}
