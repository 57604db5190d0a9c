using System.Data;
using System.Runtime.CompilerServices;
using OrderSaga.Batches;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Bulks;

/// <summary>
/// The tables of bulks and of their products: what the resolver reads and writes set-wise. A bulk's row is its task: it is
/// claimed for a while, and everything that is stored for it is stored only while the claim stands, in the transaction that
/// looks at it. So nothing is stored twice, and a resolver that was thought dead can do no harm.
/// </summary>
/// <remarks>The bulk's row is locked first, so a dismissal waits for the page that is on its way, and the next page finds it dismissed.</remarks>
sealed partial class BulkTable(Database database)
{
    /// <summary>The work under a claim is the claim holder's alone.</summary>
    const string ClaimStands = "correlation_id = @id AND due IS NOT NULL AND claimed_until = @claimed";

    /// <summary>A bulk claimed until <paramref name="Until"/>, which also tells one claim from another.</summary>
    public sealed record BulkClaim(Guid BulkId, DateTime Until);

    /// <param name="Products">In their order, behind those stored before.</param>
    /// <param name="Resume">See <see cref="Bulk.Resume"/>.</param>
    /// <param name="Matched">Null while unknown.</param>
    /// <param name="Taken">All products of the bulk that are stored with this page.</param>
    /// <param name="Rejected">Those of them that are not ordered.</param>
    /// <param name="IsLast">All are known: the bulk is split from now on.</param>
    /// <param name="Now">When it is stored, UTC.</param>
    public sealed record ProductPage(
        IReadOnlyList<BulkProduct> Products, string? Resume, long? Matched, int Taken, int Rejected, bool IsLast, DateTime Now);

    /// <param name="Identifier">As the client or the catalogue names it.</param>
    /// <param name="Urn">What the archive knows it by; null for one that the catalogue has not.</param>
    /// <param name="Size">Bytes; null when the catalogue does not say.</param>
    /// <param name="BatchNumber">Of the batch that orders it; null for one that is not ordered.</param>
    /// <param name="Reason">A <see cref="RejectionReason"/> of one that is not ordered; else null.</param>
    /// <param name="Remark">Of one that is ordered: what of its item had to be read otherwise than it stands.</param>
    public sealed record StoredProduct(string Identifier, string? Urn, long? Size, int? BatchNumber, string? Reason, string? Remark);

    /// <summary>Batches of a bulk from number <paramref name="First"/> on.</summary>
    /// <param name="Bulk">Whose they are.</param>
    /// <param name="First">Number of the first of them.</param>
    /// <param name="Slices">Their products and volumes.</param>
    /// <param name="Now">When they are stored, UTC.</param>
    /// <param name="Deadline">When they are discarded if nobody triggers them.</param>
    public sealed record PreparedBatches(Bulk Bulk, int First, IReadOnlyList<Slice> Slices, DateTime Now, DateTime Deadline);

    /// <summary>Takes the bulk that is due next: by priority, then by the time it became due. Null when none is.</summary>
    public async Task<Guid?> ClaimAsync(DateTime now, DateTime until, CancellationToken cancellation)
    {
        const string next = """
            SELECT b.correlation_id FROM bulks AS b
            WHERE b.due IS NOT NULL AND b.due <= @now AND (b.claimed_until IS NULL OR b.claimed_until <= @now)
            ORDER BY b.priority DESC, b.due, b.correlation_id LIMIT 1
            """;
        var claimed = await database.WriteAsync(
            session => session.ListAsync(
                $"UPDATE bulks SET claimed_until = @until WHERE correlation_id {database.Dialect.AmongLocked(next, "b", skipLocked: true)} RETURNING correlation_id",
                row => row.GetGuid("correlation_id"), cancellation, ("@now", now), ("@until", until)),
            cancellation);
        return claimed is [var id] ? id : null;
    }

    /// <summary>Keeps a claim for longer; false when it is lost.</summary>
    public async Task<bool> RenewAsync(BulkClaim claim, DateTime until, CancellationToken cancellation) =>
        await database.ExecuteAsync($"UPDATE bulks SET claimed_until = @until WHERE {ClaimStands}", cancellation, [.. Of(claim), ("@until", until)]) > 0;

    /// <summary>Gives a bulk back before its work is done; it is due again at <paramref name="again"/>.</summary>
    public Task ReleaseAsync(BulkClaim claim, DateTime again, CancellationToken cancellation) =>
        database.ExecuteAsync($"UPDATE bulks SET claimed_until = NULL, due = @again WHERE {ClaimStands}", cancellation, [.. Of(claim), ("@again", again)]);

    /// <summary>There is no more to do for the bulk. False when the claim is lost: somebody wants more of it.</summary>
    public async Task<bool> SettleAsync(BulkClaim claim, CancellationToken cancellation) =>
        await database.ExecuteAsync($"UPDATE bulks SET claimed_until = NULL, due = NULL WHERE {ClaimStands}", cancellation, Of(claim)) > 0;

    /// <summary>Stores a page of products and how far the bulk is with it. False when the claim is lost; then nothing is stored.</summary>
    public async Task<bool> StoreAsync(BulkClaim claim, ProductPage page, CancellationToken cancellation)
    {
        await using var session = await database.BeginAsync(cancellation);
        var stands = await session.ExecuteAsync(
            $"""
            UPDATE bulks SET resume = @resume, matched = @matched, taken = @taken, rejected = @rejected, phase = @phase, updated = @now
            WHERE {ClaimStands}
            """,
            cancellation,
            [
                .. Of(claim), ("@resume", page.Resume), ("@matched", page.Matched), ("@taken", page.Taken), ("@rejected", page.Rejected),
                ("@phase", page.IsLast ? BulkPhase.Splitting : BulkPhase.Resolving), ("@now", page.Now),
            ]);
        if (stands == 0)
            return false;
        await InsertAsync(session, page.Products, cancellation);
        await session.CommitAsync();
        return true;
    }

    /// <summary>The products stored so far, in their order.</summary>
    public async IAsyncEnumerable<StoredProduct> StoredAsync(Guid bulkId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        await using var command = session.Command(
            """
            SELECT identifier, urn, size, batch_number, reason, CASE WHEN reason IS NULL THEN fault END AS remark
            FROM bulk_products WHERE bulk_id = @id ORDER BY position
            """,
            ("@id", bulkId));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            yield return new StoredProduct(
                row.Text("identifier")!, row.Text("urn"), row.LargeNumber("size"), row.Number("batch_number"), row.Text("reason"), row.Text("remark"));
        }
    }

    /// <summary>Stores batches with the first line of their history; those that are there already are left alone. False as above.</summary>
    public async Task<bool> StoreAsync(BulkClaim claim, PreparedBatches page, CancellationToken cancellation)
    {
        var bulk = page.Bulk;
        await using var session = await database.BeginAsync(cancellation);
        var held = await session.ListAsync(
            $"SELECT b.correlation_id FROM bulks AS b WHERE {ClaimStands} {database.Dialect.Lock("b")}", row => row.GetGuid("correlation_id"), cancellation, Of(claim));
        if (held.Count == 0)
            return false;
        await BatchTable.InsertAsync(
            session,
            new BatchTable.Preparation(
                bulk.CorrelationId, bulk.Owner, bulk.Tenant, bulk.Label, bulk.FailurePolicy, bulk.Priority, bulk.Subscriber, page.Now, page.Deadline, BulkCause.Prepared),
            [.. page.Slices.Select((slice, i) => new BatchTable.Prepared(BatchIds.Of(bulk.CorrelationId, page.First + i), page.First + i, slice.Products, slice.Volume))],
            cancellation);
        await session.CommitAsync();
        return true;
    }

    /// <summary>Deletes the products that would have been ordered, of a bulk that got no batches.</summary>
    public async Task DeleteOrderedAsync(Guid bulkId, CancellationToken cancellation)
    {
        const string some = "SELECT p.position FROM bulk_products AS p WHERE p.bulk_id = @id AND p.reason IS NULL LIMIT 10000";
        while (await database.ExecuteAsync(
            $"DELETE FROM bulk_products WHERE bulk_id = @id AND position {database.Dialect.AmongLocked(some, "p")}", cancellation, ("@id", bulkId)) > 0)
        {
            // On to the next ten thousand: no lock is held for long, and other writers get their turn.
        }
    }

    /// <summary>Tells the planner of many new rows: without statistics it reads whole tables for a batch.</summary>
    public Task AnalyseAsync(CancellationToken cancellation) => database.AnalyseAsync(cancellation, "bulk_products", "batches");

    static (string Name, object? Value)[] Of(BulkClaim claim) => [("@id", claim.BulkId), ("@claimed", claim.Until)];
}
