using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>A readable message that is not a valid order, with every fault at once; of more than a hundred the first, and a last entry that tells of the rest. Exchange <c>ordersaga.order-rejected</c>.</summary>
[EntityName("ordersaga.order-rejected")]
public sealed record OrderRejected
{
    /// <summary>Absent when the message's own id could not be read.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>Every fault of the message, at least one.</summary>
    public required IReadOnlyList<FieldFault> Errors { get; init; }

    /// <summary>When the message was refused, UTC.</summary>
    public required DateTime At { get; init; }
}

/// <summary>One thing that is wrong with a message.</summary>
/// <param name="Field">Path of the member, as the client wrote it.</param>
/// <param name="Value">What was there, shortened; absent when nothing was.</param>
/// <param name="Rule">What the member must be.</param>
public sealed record FieldFault(string Field, string? Value, string Rule)
{
    /// <summary>Field, value and rule on one line.</summary>
    public override string ToString() => Value is null ? $"{Field}: {Rule}" : $"{Field} = '{Value}': {Rule}";
}
