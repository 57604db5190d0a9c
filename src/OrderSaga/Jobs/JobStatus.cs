namespace OrderSaga.Jobs;

/// <summary>The OGC words of the statuses (OGC 18-062r2, statusCode.yaml); the machine's state names are these with a capital.</summary>
public static class JobStatus
{
    public const string Accepted = "accepted";
    public const string Running = "running";
    public const string Successful = "successful";
    public const string Failed = "failed";
    public const string Dismissed = "dismissed";

    internal static string FromState(string state) => state.ToLowerInvariant();

    internal static string ToState(string status) => char.ToUpperInvariant(status[0]) + status[1..];
}
