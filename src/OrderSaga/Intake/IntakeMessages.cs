using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;

namespace OrderSaga.Intake;

/// <summary>
/// <c>ordersaga.submit-order</c> as it arrives: any object, so that a member of the wrong type is answered by name
/// instead of making the whole message unreadable.
/// </summary>
[MessageUrn("OrderSaga.Contracts:SubmitOrder")]
public sealed record SubmittedOrder : IncomingMembers;

/// <summary><c>ordersaga.dismiss-order</c> as it arrives.</summary>
[MessageUrn("OrderSaga.Contracts:DismissOrder")]
public sealed record OrderDismissal : IncomingMembers;

/// <summary>The members of an incoming object, whatever they are.</summary>
[ExcludeFromTopology]
public abstract record IncomingMembers
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Members { get; init; } = [];
}
