using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Bus;
using OrderSaga.Catalogue;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Bulks;

/// <summary>
/// Takes bulks that have work to do, several side by side, and does it. What a dead resolver had taken is free again when
/// its claim ends; another goes on from the last stored page.
/// </summary>
sealed partial class BulkResolver(
    BulkTable table,
    BulkWork work,
    Wake<BulkResolver> wake,
    IOptions<BulkOptions> options,
    TimeProvider time,
    ILogger<BulkResolver> logger) : Loop(Sweep, time, logger, wake, options.Value.Resolvers)
{
    static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task RoundAsync(CancellationToken stop)
    {
        while (await WorkAsync(stop))
        {
            // Until no bulk has work to do.
        }
    }

    /// <returns>False when no bulk has work to do.</returns>
    async Task<bool> WorkAsync(CancellationToken stop)
    {
        var now = Time.UtcNow();
        var until = now + options.Value.ClaimLease;
        if (await table.ClaimAsync(now, until, stop) is not { } id)
            return false;
        // Where one bulk was, there may be another for the next resolver.
        wake.Up();
        await using var hold = new BulkHold(table, new BulkTable.BulkClaim(id, until), options.Value.ClaimLease, Time, stop);
        try
        {
            await work.DoAsync(hold);
        }
        catch (Exception) when (hold.IsLost)
        {
            LogLost(logger, id);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The next worker need not wait for the claim's end.
            await ReleaseAsync(hold, Time.UtcNow());
            throw;
        }
        catch (CatalogueFailedException exception)
        {
            await work.FailAsync(hold, BulkReason.CatalogueFailed, BulkTexts.Catalogue(exception.Message));
        }
        catch (Exception exception) when (Passing.Is(exception))
        {
            LogPassing(logger, id, Pause, exception.Message);
            await ReleaseAsync(hold, Time.UtcNow() + Pause);
        }
        catch (Exception exception)
        {
            LogFault(logger, exception, id);
            await work.FailAsync(hold, BulkReason.Internal, BulkTexts.Internal);
        }
        return true;
    }

    async Task ReleaseAsync(BulkHold hold, DateTime again)
    {
        try
        {
            await hold.EndAsync(claim => table.ReleaseAsync(claim, again, CancellationToken.None));
        }
        catch (Exception exception)
        {
            // Then the claim ends by itself.
            LogNotReleased(logger, hold.BulkId, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Bulk {BulkId} was dismissed, or taken over, while it was being worked on")]
    static partial void LogLost(ILogger logger, Guid bulkId);

    [LoggerMessage(LogLevel.Warning, "Bulk {BulkId} waits {Pause}: {Reason}")]
    static partial void LogPassing(ILogger logger, Guid bulkId, TimeSpan pause, string reason);

    [LoggerMessage(LogLevel.Error, "Bulk {BulkId} can't be prepared")]
    static partial void LogFault(ILogger logger, Exception exception, Guid bulkId);

    [LoggerMessage(LogLevel.Debug, "Bulk {BulkId} could not be given back: {Reason}")]
    static partial void LogNotReleased(ILogger logger, Guid bulkId, string reason);
}
