using MassTransit.Mediator;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Batches;
using OrderSaga.Jobs;

namespace OrderSaga.Bulks;

/// <summary>
/// What is to be done for one bulk, as its row says: resolve its products, split them into batches, trigger these if the
/// client wants it so, or clear up after a dismissal. Each step can be broken off anywhere and begun again.
/// </summary>
sealed partial class BulkWork(
    BulkTable table,
    BulkSource source,
    BulkBounds bounds,
    IArchiveRules archive,
    BulkQueries queries,
    IMediator mediator,
    IOptions<BulkOptions> options,
    IOptions<BatchOptions> batches,
    TimeProvider time,
    ILogger<BulkWork> logger)
{
    /// <summary>Rows from which on the planner is told.</summary>
    const int Many = 5000;

    const int BatchPage = 5000;
    const int MessagePage = 200;

    /// <summary>Does all there is to do. Ends with an <see cref="OperationCanceledException"/> when the hold is lost.</summary>
    /// <exception cref="Catalogue.CatalogueFailedException">The catalogue can't be read.</exception>
    public async Task DoAsync(BulkHold hold)
    {
        var bulk = await ReadAsync(hold);
        if (bulk.Status is JobStatus.Accepted)
        {
            await mediator.Send(new ResolveBulk(hold.BulkId, time.UtcNow()), hold.Token);
            bulk = await ReadAsync(hold);
        }
        if (bulk.Status is JobStatus.Running)
        {
            if (!await PrepareAsync(bulk, hold))
                return;
            bulk = await ReadAsync(hold);
        }
        if (bulk is { Due: null })
            return;
        if (bulk is { Status: JobStatus.Successful, RemovedAt: null, Cascade: null })
            await TriggerAsync(hold);
        else if (bulk.Status is JobStatus.Successful or JobStatus.Failed or JobStatus.Dismissed)
            await ClearUpAsync(bulk, hold);
        await hold.UseAsync(claim => table.SettleAsync(claim, hold.Token));
    }

    /// <returns>False when the bulk failed.</returns>
    async Task<bool> PrepareAsync(Bulk bulk, BulkHold hold)
    {
        var limits = bounds.Of(bulk.Owner, bulk.MaxProducts, bulk.BatchSizeProducts, bulk.BatchSizeVolume);
        var contents = new BulkContents(bulk.CorrelationId, limits, archive);
        await foreach (var product in table.StoredAsync(bulk.CorrelationId, hold.Token))
            contents.Restore(product);
        if (contents.Taken > 0)
            LogContinued(logger, bulk.CorrelationId, contents.Taken);

        var selection = BulkSelection.Read(bulk.Selection);
        if (bulk.Phase != BulkPhase.Splitting && await ResolveAsync(bulk, selection, contents, limits, hold) is var (reason, message))
            return await FailAsync(hold, reason, message);
        bulk = await ReadAsync(hold);
        if (contents.IsInvalid(selection))
            return await FailAsync(hold, BulkReason.NothingValid, BulkTexts.NothingValid);
        await SplitAsync(bulk, contents, hold);
        return true;
    }

    /// <returns>Why the bulk can't go on, or null when all products are stored.</returns>
    async Task<(string Reason, string Message)?> ResolveAsync(
        Bulk bulk, BulkSelection selection, BulkContents contents, BulkLimits limits, BulkHold hold)
    {
        var scope = new BulkSource.Scope(bulk.Tenant, bulk.ResolvedAt ?? bulk.Created, limits.MostProducts);
        var rows = new List<BulkProduct>(options.Value.PageSize);
        var matched = bulk.Matched;
        var storing = Task.CompletedTask;
        string? gap = null;
        try
        {
            await foreach (var page in source.ReadAsync(selection, scope, bulk.Resume, hold.Token))
            {
                matched = page.Matched ?? matched;
                foreach (var candidate in page.Candidates)
                    rows.Add(contents.Take(candidate));
                if (contents.Excess() is { } excess)
                    return excess;
                if (page.Gap is { Fails: true } fatal)
                    return (BulkReason.CatalogueIncomplete, fatal.Text);
                gap = page.Gap?.Text ?? gap;
                if (page.Next is null)
                    break;
                if (rows.Count < options.Value.PageSize)
                    continue;
                // While the database has these, the catalogue is asked for the next.
                await storing;
                storing = StoreAsync(rows, page.Next, isLast: false);
                rows = new List<BulkProduct>(options.Value.PageSize);
            }
        }
        finally
        {
            await storing;
        }
        await StoreAsync(rows, resume: gap, isLast: true);
        if (contents.Taken >= Many)
            await table.AnalyseAsync(hold.Token);
        return null;

        Task StoreAsync(IReadOnlyList<BulkProduct> products, string? resume, bool isLast)
        {
            var page = new BulkTable.ProductPage(products, resume, matched, contents.Taken, contents.Rejected, isLast, time.UtcNow());
            return hold.UseAsync(claim => table.StoreAsync(claim, page, hold.Token));
        }
    }

    async Task SplitAsync(Bulk bulk, BulkContents contents, BulkHold hold)
    {
        for (var first = 1; first <= contents.Batches.Count; first += BatchPage)
        {
            var now = time.UtcNow();
            var page = new BulkTable.PreparedBatches(
                bulk, first, [.. contents.Batches.Skip(first - 1).Take(BatchPage)], now, now + batches.Value.PreparationPeriod);
            await hold.UseAsync(claim => table.StoreAsync(claim, page, hold.Token));
        }
        if (contents.Batches.Count >= Many)
            await table.AnalyseAsync(hold.Token);
        LogPrepared(logger, bulk.CorrelationId, contents.Ordered, contents.Batches.Count, contents.Rejected);
        await mediator.Send(
            new BulkPrepared(
                bulk.CorrelationId, contents.Ordered, contents.Volume, contents.Batches.Count, BulkTexts.Together(bulk.Resume, contents.Remark), time.UtcNow(),
                bulk.Resume is null ? null : BulkReason.CatalogueIncomplete),
            hold.Token);
    }

    Task TriggerAsync(BulkHold hold) =>
        ToAllPreparedAsync(hold, (batch, now) => new StartBatch(batch, null, null, null, now));

    async Task ClearUpAsync(Bulk bulk, BulkHold hold)
    {
        if (bulk.Status is not JobStatus.Successful && !await queries.HasBatchesAsync(bulk.CorrelationId, hold.Token))
            await table.DeleteOrderedAsync(bulk.CorrelationId, hold.Token);
        await ToAllPreparedAsync(hold, (batch, now) => new DiscardBatch(batch, now));
        if (bulk.Cascade is not true)
            return;
        // None is prepared any more, so none is triggered from now on.
        var last = Guid.Empty;
        while (await queries.UnfinishedAsync(hold.BulkId, last, MessagePage, hold.Token) is { Count: > 0 } page)
        {
            var now = time.UtcNow();
            await Task.WhenAll(page.Select(batch => mediator.Send(new CancelBatch(batch, BulkTexts.Dismissed, Remove: false, now), hold.Token)));
            last = page[^1];
        }
    }

    /// <summary>In their order, a page at a time: the store makes one transaction of each.</summary>
    async Task ToAllPreparedAsync<T>(BulkHold hold, Func<Guid, DateTime, T> message)
        where T : class
    {
        var last = 0;
        while (await queries.PreparedAsync(hold.BulkId, last, MessagePage, hold.Token) is { Count: > 0 } page)
        {
            var now = time.UtcNow();
            await Task.WhenAll(page.Select(batch => mediator.Send(message(batch.Id, now), hold.Token)));
            last = page[^1].Number;
        }
    }

    /// <returns>False, for the caller to return.</returns>
    public async Task<bool> FailAsync(BulkHold hold, string reason, string message)
    {
        LogFailed(logger, hold.BulkId, reason, message);
        await hold.EndAsync(claim => mediator.Send(new FailBulk(claim.BulkId, claim.Until, reason, message, time.UtcNow()), CancellationToken.None));
        return false;
    }

    async Task<Bulk> ReadAsync(BulkHold hold) =>
        await queries.FindAsync(hold.BulkId, hold.Token) ?? throw new InvalidOperationException($"Bulk {hold.BulkId} is gone.");

    [LoggerMessage(LogLevel.Information, "Bulk {BulkId} goes on behind its first {Count} products")]
    static partial void LogContinued(ILogger logger, Guid bulkId, int count);

    [LoggerMessage(LogLevel.Information, "Bulk {BulkId} has {Products} products in {Batches} batches; {Rejected} are not ordered")]
    static partial void LogPrepared(ILogger logger, Guid bulkId, int products, int batches, int rejected);

    [LoggerMessage(LogLevel.Warning, "Bulk {BulkId} failed, {Reason}: {Message}")]
    static partial void LogFailed(ILogger logger, Guid bulkId, string reason, string message);
}
