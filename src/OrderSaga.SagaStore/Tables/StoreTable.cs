using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OrderSaga.SagaStore.Tables;

/// <summary>
/// A table as the EF model maps it, with the column lists that the set-based statements are written from.
/// EF stays the only description of the schema; nothing here is configured twice.
/// </summary>
sealed class StoreTable
{
    readonly Func<object> _create;

    StoreTable(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"{entity.DisplayName()} is not mapped to a table.");
        EntityType = entity.ClrType;
        Name = entity.GetSchema() is { } schema ? $"\"{schema}\".\"{entity.GetTableName()}\"" : $"\"{entity.GetTableName()}\"";
        Columns = [.. entity.GetProperties().Select(property => StoreColumn.For(property, table))];
        Keys = [.. Columns.Where(column => column.IsKey)];
        Mutable = [.. Columns.Where(column => column.IsMutable)];
        _create = () => Activator.CreateInstance(EntityType, nonPublic: true)!;
    }

    public Type EntityType { get; }

    /// <summary>Quoted, with its schema.</summary>
    public string Name { get; }

    public IReadOnlyList<StoreColumn> Columns { get; }
    public IReadOnlyList<StoreColumn> Keys { get; }
    public IReadOnlyList<StoreColumn> Mutable { get; }

    public StoreColumn Key => Keys.Count == 1 ? Keys[0] : throw new InvalidOperationException($"{Name} has no single key column.");

    public object ReadRow(DbDataReader reader)
    {
        var entity = _create();
        for (var i = 0; i < Columns.Count; i++)
            Columns[i].Read(entity, reader, i);
        return entity;
    }

    /// <summary>Whether any column that an update would write differs.</summary>
    public bool Differs(object one, object other)
    {
        foreach (var column in Mutable)
        {
            if (!Equals(column.Get(one), column.Get(other)))
                return true;
        }
        return false;
    }

    public static StoreTable For(IModel model, Type entityType) =>
        new(model.FindEntityType(entityType)
            ?? throw new InvalidOperationException($"{entityType.Name} is not an entity of the store's model."));
}
