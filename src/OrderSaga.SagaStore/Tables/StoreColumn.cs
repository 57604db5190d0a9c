using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OrderSaga.SagaStore.Tables;

/// <summary>One mapped column of an entity, read and written without a change tracker.</summary>
abstract class StoreColumn(IProperty property, string name, string storeType)
{
    const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    readonly ValueConverter? _converter = property.GetTypeMapping().Converter ?? property.GetValueConverter();
    readonly Func<object, object?> _get = property.GetGetter().GetClrValue;
    readonly Action<object, object?> _set = Setter(property);

    public string Name { get; } = name;

    /// <summary>The database's type without length or precision, as arrays of it are named.</summary>
    public string StoreType { get; } = storeType;

    /// <summary>The member that the column keeps.</summary>
    public string Member { get; } = property.Name;

    public bool IsKey { get; } = property.IsPrimaryKey();

    /// <summary>False for columns that are fixed at insert (EF's <c>AfterSaveBehavior</c>): they stay out of every update.</summary>
    public bool IsMutable { get; } = !property.IsPrimaryKey() && property.GetAfterSaveBehavior() == PropertySaveBehavior.Save;

    /// <summary>False for what the database itself gives: identities and computed columns.</summary>
    public bool IsInserted { get; } = property.GetBeforeSaveBehavior() == PropertySaveBehavior.Save && !IsIdentity(property);

    /// <summary>The value as the database's provider takes it.</summary>
    public object? Get(object entity)
    {
        var value = _get(entity);
        return value is null || _converter is null ? value : _converter.ConvertToProvider(value);
    }

    public bool Differs(object one, object other) => (Get(one), Get(other)) switch
    {
        (byte[] a, byte[] b) => !a.AsSpan().SequenceEqual(b),
        var (a, b) => !Equals(a, b),
    };

    /// <summary>Gives an empty Guid key that EF would generate its value, a time-ordered one.</summary>
    public void Generate(object entity)
    {
        if (IsKey && property.ValueGenerated == ValueGenerated.OnAdd && _get(entity) is Guid guid && guid == Guid.Empty)
            _set(entity, Guid.CreateVersion7());
    }

    /// <summary>Sets the member from the current row.</summary>
    public void Read(object entity, DbDataReader reader, int ordinal)
    {
        var value = reader.IsDBNull(ordinal) ? null : ReadValue(reader, ordinal);
        // SQLite keeps no kind; all times of a store are UTC.
        if (value is DateTime { Kind: DateTimeKind.Unspecified } time && StoreType != "timestamp without time zone")
            value = DateTime.SpecifyKind(time, DateTimeKind.Utc);
        if (value is not null && _converter is not null)
            value = _converter.ConvertFromProvider(value);
        _set(entity, value);
    }

    /// <summary>The column's values of all <paramref name="entities"/> as one typed array, for <c>unnest</c>.</summary>
    public abstract Array ToArray(IReadOnlyList<object> entities);

    protected abstract object? ReadValue(DbDataReader reader, int ordinal);

    /// <exception cref="NotSupportedException">The column is of a kind that the store would lose or damage.</exception>
    public static StoreColumn For(IProperty property, StoreObjectIdentifier table)
    {
        if (property.IsShadowProperty())
            throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name} is no member of the class; the store keeps members alone.");
        var mapping = property.GetRelationalTypeMapping();
        if (mapping.ElementTypeMapping is not null)
            throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name} is a collection; map it to text or JSON with a value converter.");
        var provider = mapping.Converter?.ProviderClrType ?? property.ClrType;
        provider = Nullable.GetUnderlyingType(provider) ?? provider;
        if (provider.IsEnum)
            provider = Enum.GetUnderlyingType(provider);
        var column = provider.IsValueType ? typeof(ValueColumn<>) : typeof(ReferenceColumn<>);
        return (StoreColumn)Activator.CreateInstance(
            column.MakeGenericType(provider),
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions,
            binder: null,
            [property, property.GetColumnName(table)!, mapping.StoreTypeNameBase],
            culture: null)!;
    }

    static bool IsIdentity(IProperty property) =>
        property.ValueGenerated == ValueGenerated.OnAdd && property.IsPrimaryKey() && property.ClrType != typeof(Guid)
        && property.ClrType.IsPrimitive;

    static Action<object, object?> Setter(IProperty property)
    {
        if (property.PropertyInfo?.DeclaringType?.GetProperty(property.Name, Members)?.SetMethod is { } setter)
        {
            var entity = Expression.Parameter(typeof(object));
            var value = Expression.Parameter(typeof(object));
            var call = Expression.Call(Expression.Convert(entity, setter.DeclaringType!), setter, Expression.Convert(value, property.ClrType));
            return Expression.Lambda<Action<object, object?>>(call, entity, value).Compile();
        }
        return property.FieldInfo!.SetValue;
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
