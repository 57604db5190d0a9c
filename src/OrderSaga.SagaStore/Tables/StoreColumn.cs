using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OrderSaga.SagaStore.Tables;

/// <summary>One mapped column of an entity, read and written without a change tracker.</summary>
abstract class StoreColumn(IProperty property, string name, string storeType)
{
    readonly ValueConverter? _converter = property.GetTypeMapping().Converter ?? property.GetValueConverter();
    readonly Func<object, object?> _get = instance => property.GetGetter().GetClrValue(instance);

    public string Name { get; } = name;

    /// <summary>The database's type without length or precision, as arrays of it are named.</summary>
    public string StoreType { get; } = storeType;

    public bool IsKey { get; } = property.IsPrimaryKey();

    /// <summary>False for columns that are fixed at insert (EF's <c>AfterSaveBehavior</c>): they stay out of every update.</summary>
    public bool IsMutable { get; } = !property.IsPrimaryKey() && property.GetAfterSaveBehavior() == PropertySaveBehavior.Save;

    /// <summary>The value as the database's provider takes it.</summary>
    public object? Get(object entity)
    {
        var value = _get(entity);
        return value is null || _converter is null ? value : _converter.ConvertToProvider(value);
    }

    /// <summary>Sets the member from the current row.</summary>
    public void Read(object entity, DbDataReader reader, int ordinal)
    {
        var value = reader.IsDBNull(ordinal) ? null : ReadValue(reader, ordinal);
        if (value is not null && _converter is not null)
            value = _converter.ConvertFromProvider(value);
        property.PropertyInfo!.SetValue(entity, value);
    }

    /// <summary>The column's values of all <paramref name="entities"/> as one typed array, for <c>unnest</c>.</summary>
    public abstract Array ToArray(IReadOnlyList<object> entities);

    protected abstract object? ReadValue(DbDataReader reader, int ordinal);

    public static StoreColumn For(IProperty property, StoreObjectIdentifier table)
    {
        var mapping = property.GetRelationalTypeMapping();
        var provider = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        provider = Nullable.GetUnderlyingType(provider) ?? provider;
        if (provider.IsEnum)
            provider = Enum.GetUnderlyingType(provider);
        var column = provider.IsValueType ? typeof(ValueColumn<>) : typeof(ReferenceColumn<>);
        return (StoreColumn)Activator.CreateInstance(
            column.MakeGenericType(provider), property, property.GetColumnName(table)!, mapping.StoreTypeNameBase)!;
    }
}

sealed class ValueColumn<T>(IProperty property, string name, string storeType) : StoreColumn(property, name, storeType)
    where T : struct
{
    public override Array ToArray(IReadOnlyList<object> entities)
    {
        var values = new T?[entities.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = (T?)Get(entities[i]);
        return values;
    }

    protected override object ReadValue(DbDataReader reader, int ordinal) => reader.GetFieldValue<T>(ordinal);
}

sealed class ReferenceColumn<T>(IProperty property, string name, string storeType) : StoreColumn(property, name, storeType)
    where T : class
{
    public override Array ToArray(IReadOnlyList<object> entities)
    {
        var values = new T?[entities.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = (T?)Get(entities[i]);
        return values;
    }

    protected override object ReadValue(DbDataReader reader, int ordinal) => reader.GetFieldValue<T>(ordinal);
}
