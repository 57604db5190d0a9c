namespace OrderSaga.Simulator.Plans;

/// <summary>What became of a request, for the figures and the request log.</summary>
public enum Outcome
{
    /// <summary>Dropped or kept silent about: no answer ever.</summary>
    Silent,

    /// <summary>Denied at intake.</summary>
    Denied,

    /// <summary>Denied by its request id alone, as the body could not be read.</summary>
    DeniedUnreadable,

    /// <summary>Moved to the dead letter queue without an answer, as a batch that failed for good.</summary>
    DeadLettered,

    /// <summary>Granted, and silence after that.</summary>
    GrantedOnly,

    /// <summary>Granted with file work: no PATCH SUCCESS will come.</summary>
    GrantedFiles,

    /// <summary>Processed; ends in ERROR.</summary>
    Error,

    /// <summary>Processed; ends in SUCCESS.</summary>
    Success
}
