using Microsoft.EntityFrameworkCore;
using OrderSaga.Jobs;
using OrderSaga.Storage;

namespace OrderSaga.Echoes;

/// <summary>What the gateway reads of echoes.</summary>
public sealed class EchoQueries(IDbContextFactory<OrderSagaDbContext> contexts)
{
    /// <summary>Those of the echoes that exist, in any order.</summary>
    public async Task<IReadOnlyList<EchoJob>> FindAsync(IReadOnlyCollection<Guid> echoIds, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Echoes.AsNoTracking().Where(echo => echoIds.Contains(echo.CorrelationId)).ToListAsync(cancellation);
    }

    /// <summary>Up to <paramref name="limit"/> echoes that pass <paramref name="filter"/>, newest first with the id as tie-break, from after <paramref name="after"/> on.</summary>
    public async Task<IReadOnlyList<EchoJob>> ListAsync(
        JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Echoes.AsNoTracking().PageAsync(filter, now, limit, after, cancellation);
    }
}
