using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
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

    public string DeadlineColumn(Type saga)
    {
        var entity = model.FindEntityType(saga)!;
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        return entity.FindProperty(nameof(IDurableSaga.Deadline))!.GetColumnName(table)!;
    }
}
