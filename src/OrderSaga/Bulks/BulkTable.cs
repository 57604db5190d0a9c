using OrderSaga.Batches;

namespace OrderSaga.Bulks;

/// <summary>
/// What the resolver reads and writes set-wise. A bulk's row is its task: it is claimed for a while, and everything that
/// is stored for it is stored only while the claim stands, in the transaction that looks at it. So nothing is stored
/// twice, and a resolver that was thought dead can do no harm.
/// </summary>
abstract class BulkTable
{
    /// <summary>Takes the bulk that is due next: by priority, then by the time it became due. Null when none is.</summary>
    public abstract Task<Guid?> ClaimAsync(DateTime now, DateTime until, CancellationToken cancellation);

    /// <summary>Keeps a claim for longer; false when it is lost.</summary>
    public abstract Task<bool> RenewAsync(Claim claim, DateTime until, CancellationToken cancellation);

    /// <summary>Gives a bulk back before its work is done; it is due again at <paramref name="again"/>.</summary>
    public abstract Task ReleaseAsync(Claim claim, DateTime again, CancellationToken cancellation);

    /// <summary>There is no more to do for the bulk. False when the claim is lost: somebody wants more of it.</summary>
    public abstract Task<bool> SettleAsync(Claim claim, CancellationToken cancellation);

    /// <summary>Stores a page of products and how far the bulk is with it. False when the claim is lost; then nothing is stored.</summary>
    public abstract Task<bool> StoreAsync(Claim claim, ProductPage page, CancellationToken cancellation);

    /// <summary>The products stored so far, in their order.</summary>
    public abstract IAsyncEnumerable<StoredProduct> StoredAsync(Guid bulkId, CancellationToken cancellation);

    /// <summary>Stores batches with the first line of their history; those that are there already are left alone. False as above.</summary>
    public abstract Task<bool> StoreAsync(Claim claim, BatchPage page, CancellationToken cancellation);

    /// <summary>Deletes the products that would have been ordered, of a bulk that got no batches.</summary>
    public abstract Task DeleteOrderedAsync(Guid bulkId, CancellationToken cancellation);

    /// <summary>Tells the planner of many new rows: without statistics it reads whole tables for a batch.</summary>
    public abstract Task AnalyseAsync(CancellationToken cancellation);

    /// <summary>A bulk claimed until <paramref name="Until"/>, which also tells one claim from another.</summary>
    public sealed record Claim(Guid BulkId, DateTime Until);

    /// <param name="Products">In their order, behind those stored before.</param>
    /// <param name="Resume">Where the source goes on; null after its last page.</param>
    /// <param name="Matched">Null while unknown.</param>
    /// <param name="Taken">All products of the bulk that are stored with this page.</param>
    /// <param name="Rejected">Those of them that are not ordered.</param>
    /// <param name="IsLast">All are known: the bulk is split from now on.</param>
    public sealed record ProductPage(
        IReadOnlyList<BulkProduct> Products, string? Resume, long? Matched, int Taken, int Rejected, bool IsLast, DateTime Now);

    public sealed record StoredProduct(string? Urn, long? Size, int? BatchNumber, string? Reason);

    /// <summary>Batches of a bulk from number <paramref name="First"/> on.</summary>
    /// <param name="Slices">Their products and volumes.</param>
    /// <param name="Deadline">When they are discarded if nobody triggers them.</param>
    public sealed record BatchPage(Bulk Bulk, int First, IReadOnlyList<Slice> Slices, DateTime Now, DateTime Deadline);

    protected const string Prepared = BatchStatus.Prepared;

    /// <summary>The work under a claim is the claim holder's alone.</summary>
    protected const string ClaimStands = "due IS NOT NULL AND claimed_until";

    protected static readonly string[] ProductColumns =
    [
        "bulk_id", "position", "identifier", "urn", "product_id", "model", "entity_type", "size", "batch_id", "batch_number", "reason", "fault",
    ];
}
