using System.Text.Json;
using OrderSaga.Callbacks;
using OrderSaga.Orders;
using OrderSaga.Texts;

namespace OrderSaga.Reading;

/// <summary>Reads the subscriber of an order, or of anything else that makes a job, the same way for every door.</summary>
sealed class SubscriberReader(CallbackEndpoints endpoints)
{
    /// <summary>
    /// The member <c>subscriber</c>: any subset of its URIs (OGC 18-062r2, subscriber.yaml, whose <c>successUrl</c> is a slip
    /// and ignored). Its members are the standard's own, so they read the same on every door.
    /// </summary>
    /// <param name="job">The members of the whole.</param>
    /// <param name="owner">Whose job it will be: an endpoint may be for one owner alone.</param>
    public DraftSubscriber? Read(Members job, string owner) => job.CamelCaseObject("subscriber") is { } subscriber
        ? new DraftSubscriber(ReadUri(subscriber, "successUri", owner), ReadUri(subscriber, "inProgressUri", owner), ReadUri(subscriber, "failedUri", owner))
        : null;

    string? ReadUri(Members subscriber, string name, string owner)
    {
        if (subscriber.Element(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String || !JsonText.TryRead(value, out var text))
        {
            subscriber.Fault(name, Excerpt.Of(value), CallbackUri.Rule);
            return null;
        }
        if (endpoints.RuleAgainst(text, owner) is not { } rule)
            return text;
        // Refusals go to everybody on the bus: neither query nor user information is theirs.
        subscriber.Fault(name, CallbackUri.Shown(text), rule);
        return null;
    }
}
