using Microsoft.EntityFrameworkCore;
using OrderSaga.Jobs;
using OrderSaga.Storage;

namespace OrderSaga.Echoes;

/// <summary>What the gateway reads of echoes.</summary>
public sealed class EchoQueries(IDbContextFactory<OrderSagaDbContext> contexts) : JobQueries<EchoJob>(contexts);
