using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OrderSaga.SagaStore.Tables;

/// <summary>
/// A table as the EF model maps it, with the column lists that the set-based statements are written from.
/// EF stays the only description of the schema; nothing here is configured twice.
/// </summary>
/// <remarks>Every column gets the row's value: a default value that the database would give is not asked for.</remarks>
sealed class StoreTable
{
    readonly Func<object> _create;
    string? _list;

    StoreTable(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"{entity.DisplayName()} is not mapped to a table.");
        if (Unkept(entity) is { } unkept)
            throw new NotSupportedException($"{entity.DisplayName()} has {unkept}, which the store would lose; it keeps plain columns alone.");
        EntityType = entity.ClrType;
        Name = entity.GetSchema() is { } schema ? $"\"{schema}\".\"{entity.GetTableName()}\"" : $"\"{entity.GetTableName()}\"";
        Columns = [.. entity.GetProperties().Select(property => StoreColumn.For(property, table))];
        Inserted = [.. Columns.Where(column => column.IsInserted)];
        Keys = [.. Columns.Where(column => column.IsKey)];
        Mutable = [.. Columns.Where(column => column.IsMutable)];
        Rank = RankOf(entity, []);
        _create = () => Activator.CreateInstance(EntityType, nonPublic: true)!;
    }

    public Type EntityType { get; }

    /// <summary>Quoted, with its schema.</summary>
    public string Name { get; }

    /// <summary>0 for a table without foreign keys, else one more than the highest it refers to: rows are inserted in this order and deleted in the reverse one.</summary>
    public int Rank { get; }

    public IReadOnlyList<StoreColumn> Columns { get; }
    public IReadOnlyList<StoreColumn> Inserted { get; }
    public IReadOnlyList<StoreColumn> Keys { get; }
    public IReadOnlyList<StoreColumn> Mutable { get; }

    /// <summary>All columns, as <see cref="ReadRow"/> wants them.</summary>
    public string List => _list ??= ListOf(Columns);

    public static string ListOf(IReadOnlyList<StoreColumn> columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));

    public StoreColumn Key => Keys.Count == 1 ? Keys[0] : throw new InvalidOperationException($"{Name} has no single key column.");

    public StoreColumn Column(string member) => Columns.Single(column => column.Member == member);

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
            if (column.Differs(one, other))
                return true;
        }
        return false;
    }

    public static StoreTable For(IModel model, Type entityType) =>
        new(model.FindEntityType(entityType)
            ?? throw new InvalidOperationException($"{entityType.Name} is not an entity of the store's model."));

    static string? Unkept(IEntityType entity) =>
        entity.GetComplexProperties().FirstOrDefault() is { } complex ? $"the complex member {complex.Name}"
        : entity.GetNavigations().FirstOrDefault(n => n.TargetEntityType.IsOwned()) is { } owned ? $"the owned member {owned.Name}"
        : entity.BaseType is not null || entity.GetDirectlyDerivedTypes().Any() ? "a mapped hierarchy of types"
        : null;

    static int RankOf(IEntityType entity, HashSet<IEntityType> seen)
    {
        if (!seen.Add(entity))
            return 0;
        var above = entity.GetForeignKeys().Select(key => key.PrincipalEntityType).Where(principal => principal != entity).ToList();
        var rank = above.Count == 0 ? 0 : 1 + above.Max(principal => RankOf(principal, seen));
        seen.Remove(entity);
        return rank;
    }
}
