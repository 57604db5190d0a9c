using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore;

/// <summary>The EF model, read once, as the tables of the set-based statements.</summary>
sealed class StoreModel(IModel model)
{
    readonly ConcurrentDictionary<Type, StoreTable> _tables = new();

    public StoreTable Outbox => Table(typeof(OutboxMessage));

    public StoreTable Table(Type entity) => _tables.GetOrAdd(entity, type => StoreTable.For(model, type));

    /// <exception cref="NotSupportedException">The key of <paramref name="saga"/> is not its correlation id, kept as it is.</exception>
    public StoreTable SagaTable(Type saga)
    {
        var table = Table(saga);
        return table.Keys is [{ Member: nameof(IDurableSaga.CorrelationId), StoreType: "uuid" or "TEXT" }]
            ? table
            : throw new NotSupportedException($"{saga.Name}: the key must be {nameof(IDurableSaga.CorrelationId)} alone, without a conversion.");
    }
}
