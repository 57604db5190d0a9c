using System.Globalization;

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

    /// <summary>It failed; <see cref="ReasonCode"/> says why.</summary>
    public const string Failed = "failed";

    /// <summary>Its client dismissed it, or its batch was stopped.</summary>
    public const string Cancelled = "cancelled";
}

/// <summary>Why an order failed, for programs.</summary>
public static class ReasonCode
{
    /// <summary>The catalogue has no such product.</summary>
    public const string ProductNotFound = "product-not-found";

    /// <summary>The catalogue has several such products.</summary>
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

/// <summary>What people read in <c>message</c>.</summary>
static class OrderTexts
{
    public const string AlreadyOnline = "The product is online already.";
    public const string Cancelled = "Dismissed on request.";

    public static string ProductFault(PlaceOrder place) => place.ProductFault switch
    {
        ReasonCode.ProductAmbiguous => $"The catalogue has several products named {place.ProductIdentifier}; name it by URN or address.",
        _ => $"The catalogue has no product {place.ProductIdentifier}.",
    };

    public static string Attempt(Order order) =>
        string.Create(CultureInfo.InvariantCulture, $"Attempt {order.Attempt} with a new request id.");

    public static string NotificationFailed(string archive) => $"The product is patched; {archive} could not notify its recipients.";

    public static string Timeout(Order order, string archive) => string.Create(
        CultureInfo.InvariantCulture,
        $"{archive} did not {(order.Phase == OrderPhase.Granted ? "finish the request" : "answer")} in time in {order.Attempt} attempts.");
}
