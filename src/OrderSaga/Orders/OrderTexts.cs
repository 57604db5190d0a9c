using System.Globalization;

namespace OrderSaga.Orders;

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
