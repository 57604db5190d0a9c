using OrderSaga.Regards.Values;

namespace OrderSaga.Regards.Requests;

/// <summary>One patch of one product, with everything that goes on the wire. Validate with <see cref="PatchRequestValidator"/> before writing.</summary>
public sealed record PatchRequest
{
    /// <summary>REGARDS project; must be an active one.</summary>
    public required string Tenant { get; init; }

    /// <summary>1 to 36 characters, new on every attempt: REGARDS denies an id that it still holds.</summary>
    public required string RequestId { get; init; }

    /// <summary>UTC. REGARDS answers GRANTED at once but processes a request only when its date is past.</summary>
    public required DateTime RequestDate { get; init; }

    /// <summary>1 to 128 characters; also written into the product's history.</summary>
    public required string Owner { get; init; }

    /// <summary>0 to 255; orders delivery. REGARDS itself sends with 1, so 0 waits behind its own messages.</summary>
    public byte AmqpPriority { get; init; } = 1;

    /// <summary>Goes into the body; see <see cref="PatchPriority"/>.</summary>
    public PatchPriority Priority { get; init; } = PatchPriority.Normal;

    /// <summary>Its <see cref="PatchContent.Properties"/> are never null here, at least an empty object: without them REGARDS' whole job fails.</summary>
    public required PatchContent Content { get; init; }

    /// <summary>Provider id of the product, up to 100 characters.</summary>
    public required string ProviderId { get; init; }

    /// <summary>See <see cref="RegardsUrn"/>.</summary>
    public required string Urn { get; init; }

    /// <summary>One of <see cref="EntityTypes"/>.</summary>
    public required string EntityType { get; init; }

    /// <summary>Data model of the tenant; the properties are checked against it.</summary>
    public required string Model { get; init; }
}

/// <summary>Order in which REGARDS processes requests; independent of the AMQP priority, which orders their delivery (REGARDS contract: body).</summary>
public enum PatchPriority
{
    /// <c>LOW</c>, processed after all others.
    Low,

    /// <c>NORMAL</c>, also what REGARDS takes a request for that says none.
    Normal,

    /// <c>HIGH</c>, processed before all others.
    High,
}
