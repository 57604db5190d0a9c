using System.Collections.Frozen;

namespace OrderSaga.Regards.Values;

/// <summary>Kinds of products, as REGARDS spells them in <c>entityType</c> and in the URN.</summary>
public static class EntityTypes
{
    public const string Data = "DATA";
    public const string Dataset = "DATASET";
    public const string Collection = "COLLECTION";

    public static IReadOnlySet<string> All { get; } =
        FrozenSet.ToFrozenSet([Data, Dataset, Collection], StringComparer.Ordinal);
}
