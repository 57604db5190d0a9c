namespace OrderSaga.Simulator.Answers;

/// <summary>One event for the answer exchange (REGARDS contract: response). Null members stay off the wire.</summary>
/// <param name="Tenant">Goes into the header <c>regards.tenant</c>.</param>
public sealed record Answer(string Tenant)
{
    public const string Patch = "PATCH";
    public const string Notification = "NOTIFICATION";

    /// <summary><see cref="Patch"/> or <see cref="Notification"/>.</summary>
    public string Type { get; init; } = Patch;

    public string? RequestId { get; init; }
    public string? RequestOwner { get; init; }

    /// <summary>Provider id; absent in notifications and in the denial of an unreadable request.</summary>
    public string? Id { get; init; }

    public string? Urn { get; init; }

    /// <summary>GRANTED, DENIED, SUCCESS or ERROR; a fault may put anything here.</summary>
    public string State { get; init; } = "";

    public IReadOnlyList<string>? Errors { get; init; }

    /// <summary>A body that is no event at all, sent as it is in place of the members.</summary>
    public string? Garbage { get; init; }
}
