using OrderSaga.Jobs;

namespace OrderSaga.Echoes;

/// <summary>Begins an echo; a second one with the same id changes nothing.</summary>
public sealed record BeginEcho : IJobCommand
{
    public required Guid EchoId { get; init; }

    /// <summary>What is given back.</summary>
    public required string Outputs { get; init; }

    /// <summary>Seconds; 0 for at once.</summary>
    public required int Pause { get; init; }

    public required string Owner { get; init; }
    public string? Subscriber { get; init; }
    public string? ResultForm { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
}

/// <summary>Ends an echo that pauses; takes one that ended from its client's sight.</summary>
public sealed record DismissEcho(Guid EchoId, DateTime At) : IJobCommand;
