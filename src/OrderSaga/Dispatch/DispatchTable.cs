using System.Data.Common;
using OrderSaga.Orders;

namespace OrderSaga.Dispatch;

/// <summary>
/// The order table as the outbox towards REGARDS. A page is claimed for a while, published, and then stamped: no row
/// lock is held while the broker works, and what a dead dispatcher claimed is free again when its claim ends.
/// </summary>
abstract class DispatchTable
{
    /// <summary>Takes the next due orders as far as the window has places: by priority, then by the time they became due. They come in any order.</summary>
    public abstract Task<IReadOnlyList<Order>> ClaimAsync(Claim claim, CancellationToken cancellation);

    /// <summary>Stamps what the broker has confirmed. Orders that were answered or dismissed meanwhile are left alone.</summary>
    public abstract Task StampAsync(Stamp stamp, CancellationToken cancellation);

    /// <summary>Gives back what could not be sent. It keeps its place in the queue, or is due again at <paramref name="again"/>.</summary>
    public abstract Task ReleaseAsync(IReadOnlyList<Guid> ids, DateTime claimedUntil, DateTime? again, CancellationToken cancellation);

    /// <summary>Claims a page of at most <paramref name="Size"/> until <paramref name="Until"/>, which also tells one claim from another.</summary>
    public sealed record Claim(DateTime Now, DateTime Until, int Size, int Window);

    /// <summary>Ids with their request ids, sent at <paramref name="Now"/>; without an answer they are late at <paramref name="Deadline"/>.</summary>
    public sealed record Stamp(IReadOnlyList<Guid> Ids, IReadOnlyList<string> RequestIds, DateTime ClaimedUntil, DateTime Now, DateTime Deadline);

    protected const string Columns =
        "correlation_id, state, phase, product_identifier, product_urn, product_id, model, entity_type, priority, owner, tenant, label, "
        + "not_before, patch, has_files, created, attempt, sends, dispatch_at";

    protected static Order Read(DbDataReader row) => new()
    {
        CorrelationId = row.GetGuid(0),
        State = OrderStatus.ToState(row.GetString(1)),
        Phase = row.GetString(2),
        ProductIdentifier = row.GetString(3),
        ProductUrn = Text(row, 4),
        ProductId = Text(row, 5),
        Model = Text(row, 6),
        EntityType = Text(row, 7),
        Priority = row.GetInt32(8),
        Owner = row.GetString(9),
        Tenant = row.GetString(10),
        Label = Text(row, 11),
        NotBefore = row.IsDBNull(12) ? null : DateTime.SpecifyKind(row.GetDateTime(12), DateTimeKind.Utc),
        Patch = Text(row, 13),
        HasFiles = row.GetBoolean(14),
        Created = DateTime.SpecifyKind(row.GetDateTime(15), DateTimeKind.Utc),
        Attempt = row.GetInt32(16),
        Sends = row.GetInt32(17),
        DispatchAt = DateTime.SpecifyKind(row.GetDateTime(18), DateTimeKind.Utc),
    };

    static string? Text(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
