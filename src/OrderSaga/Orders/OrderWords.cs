namespace OrderSaga.Orders;

/// <summary>Where an order stands within its status, in the words of <c>lta.phase</c>.</summary>
public static class OrderPhase
{
    /// <summary>Waits for its not-before date.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>Waits for a place in the window towards the archive.</summary>
    public const string Queued = "queued";

    /// <summary>Taken by a dispatcher; its request is on the way.</summary>
    public const string Dispatching = "dispatching";

    /// <summary>Its request has been handed over; the archive has not answered.</summary>
    public const string Dispatched = "dispatched";

    /// <summary>The archive has granted the request.</summary>
    public const string Granted = "granted";

    /// <summary>The product is online.</summary>
    public const string Completed = "completed";

    /// <summary>The product was online; its eviction date has passed.</summary>
    public const string Evicted = "evicted";

    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}

/// <summary>Why an order failed, for programs.</summary>
public static class ReasonCode
{
    public const string ProductNotFound = "product-not-found";
    public const string ProductAmbiguous = "product-ambiguous";

    /// <summary>The archive denied the request.</summary>
    public const string Denied = "denied";

    /// <summary>The archive could not carry the request out.</summary>
    public const string ArchiveError = "archive-error";

    /// <summary>No answer within the limits of every attempt.</summary>
    public const string Timeout = "timeout";

    /// <summary>The request would have harmed the archive, so it was not sent.</summary>
    public const string InvalidRequest = "invalid-request";
}
