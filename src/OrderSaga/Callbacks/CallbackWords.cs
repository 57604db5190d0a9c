namespace OrderSaga.Callbacks;

/// <summary>What an event says of its job.</summary>
public static class CallbackKind
{
    /// <summary>The job runs, or begins a further attempt; goes to inProgressUri.</summary>
    public const string InProgress = "in-progress";

    /// <summary>Goes to successUri.</summary>
    public const string Success = "success";

    /// <summary>Goes to failedUri.</summary>
    public const string Failed = "failed";

    /// <summary>The standard has no URI for it; goes to failedUri, as nothing else will come.</summary>
    public const string Dismissed = "dismissed";
}

/// <summary>Where an event stands.</summary>
public static class CallbackState
{
    public const string Pending = "pending";
    public const string Delivered = "delivered";

    /// <summary>Given up; a replay takes it up again.</summary>
    public const string Failed = "failed";
}

/// <summary>The sagas that have subscribers.</summary>
public static class CallbackJobKind
{
    public const string Order = "order";
    public const string Batch = "batch";
    public const string Bulk = "bulk";
    public const string Echo = "echo";
}
