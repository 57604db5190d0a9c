using OrderSaga.Regards.Values;
using OrderSaga.Simulator.Wire;

namespace OrderSaga.Simulator.Intake;

/// <summary>
/// Faults that make the real handler throw: it retries the whole batch of the tenant four times, for twelve and a half minutes, and then
/// dead-letters it without an answer. The stand-in moves the one message to the dead letter queue at once and spares its neighbours.
/// </summary>
static class Poison
{
    const int MaxRequestId = 36;
    const int MaxOwner = 128;
    const int MaxRecipient = 255;

    /// <summary>Faults met while the headers are read, before any check.</summary>
    public static string? InHeaders(RequestHeaders headers, out DateTimeOffset date)
    {
        date = default;
        if (headers.HasForeignType)
            return "a request header is no AMQP string";
        if (headers.RequestDate is string text && !RequestDate.TryRead(text, out date))
            return $"{RegardsHeaders.RequestDate} '{text}' is no date";
        if (headers.FileUpdateMode is string and not ("REPLACE" or "APPEND"))
            return $"{RegardsHeaders.FileUpdateMode} '{headers.FileUpdateMode}' is neither REPLACE nor APPEND";

        return null;
    }

    /// <summary>Faults met when the row of a request that passed the checks is inserted.</summary>
    public static string? InRow(RequestHeaders headers, ReceivedPatch request) => (headers, request) switch
    {
        ({ RequestId: string { Length: > MaxRequestId } }, _) => $"{RegardsHeaders.RequestId} is longer than {MaxRequestId} characters",
        ({ RequestOwner: string { Length: > MaxOwner } }, _) => $"{RegardsHeaders.RequestOwner} is longer than {MaxOwner} characters",
        (_, { ProviderId: null }) => "feature.id is absent",
        (_, { Urn.Length: > FeatureUrn.MaxLength }) => $"feature.urn is longer than {FeatureUrn.MaxLength} characters",
        (_, { Recipient.Length: > MaxRecipient }) => $"metadata.acknowledgedRecipient is longer than {MaxRecipient} characters",
        _ => null
    };
}
