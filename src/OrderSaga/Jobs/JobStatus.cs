namespace OrderSaga.Jobs;

/// <summary>The OGC words of the statuses (OGC 18-062r2, statusCode.yaml); the machine's state names are these with a capital.</summary>
public static class JobStatus
{
    /// <summary>Taken in, not begun.</summary>
    public const string Accepted = "accepted";

    /// <summary>Begun, not ended.</summary>
    public const string Running = "running";

    /// <summary>Ended with results.</summary>
    public const string Successful = "successful";

    /// <summary>Ended without results.</summary>
    public const string Failed = "failed";

    /// <summary>Ended by its client before it was done; also what a finished job becomes that its client removes (OGC 18-062r2, 11: dismiss).</summary>
    public const string Dismissed = "dismissed";

    /// <summary>
    /// No status of a job: its dismissal came first, and waits for it. Nobody sees the job before it is there, or the
    /// dismissal is given up.
    /// </summary>
    internal const string Awaited = "awaited";

    /// <summary>No status either: MassTransit's name for what is not there yet.</summary>
    const string Initial = "initial";

    internal static string FromState(string state) => state.ToLowerInvariant();

    /// <summary>The status that a change leaves; null when there was no job before it.</summary>
    internal static string? Before(string state) => FromState(state) is var status && status is Awaited or Initial ? null : status;

    internal static string ToState(string status) => char.ToUpperInvariant(status[0]) + status[1..];
}
