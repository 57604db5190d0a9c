using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Reading;

/// <summary>Where a job's client wants to be called (OGC 18-062r2, subscriber.yaml); any of the URIs may be absent.</summary>
sealed record Subscriber(string? SuccessUri, string? InProgressUri, string? FailedUri)
{
    /// <summary>JSON of successUri, inProgressUri, failedUri, as jobs keep it.</summary>
    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <param name="json">As <see cref="Write"/> gives it.</param>
    public static Subscriber? Read(string json) => JsonSerializer.Deserialize<Subscriber>(json, JsonSerializerOptions.Web);
}

/// <summary>Which addresses a subscriber may name.</summary>
interface ISubscriberAddresses
{
    /// <summary>How an address must look, whoever names it.</summary>
    string Rule { get; }

    /// <summary>Why a job of <paramref name="owner"/> may not name <paramref name="text"/>, as a rule that its writer can act on; null when it may.</summary>
    string? RuleAgainst(string text, string owner);

    /// <summary>What may be shown of an address, whether it is a right one or not.</summary>
    string Shown(string text);
}

/// <summary>Reads the subscriber of anything that makes a job, the same way for every door.</summary>
sealed class SubscriberReader(ISubscriberAddresses addresses)
{
    /// <summary>
    /// The member <c>subscriber</c>: any subset of its URIs (the standard's <c>successUrl</c> is a slip and ignored). Its
    /// members are the standard's own, so they read the same on every door.
    /// </summary>
    /// <param name="job">The members of the whole.</param>
    /// <param name="owner">Whose job it will be: an address may be for one owner alone.</param>
    public Subscriber? Read(Members job, string owner) => job.CamelCaseObject("subscriber") is { } subscriber
        ? new Subscriber(ReadUri(subscriber, "successUri", owner), ReadUri(subscriber, "inProgressUri", owner), ReadUri(subscriber, "failedUri", owner))
        : null;

    string? ReadUri(Members subscriber, string name, string owner)
    {
        if (subscriber.Element(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String || !JsonText.TryRead(value, out var text))
        {
            subscriber.Fault(name, Excerpt.Of(value), addresses.Rule);
            return null;
        }
        if (addresses.RuleAgainst(text, owner) is not { } rule)
            return text;
        // Refusals go to everybody on the bus: neither query nor user information is theirs.
        subscriber.Fault(name, addresses.Shown(text), rule);
        return null;
    }
}
