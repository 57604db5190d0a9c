using System.Text.Json;
using OrderSaga.Simulator.Stac.Items;

namespace OrderSaga.Simulator.Stac.Search;

/// <summary>The <c>query</c> extension: tests of properties, all of which must hold. Of a property that is not there none does.</summary>
static class QueryTests
{
    static readonly Dictionary<string, Func<object?, JsonElement, bool>> Tests = new(StringComparer.Ordinal)
    {
        ["eq"] = (value, with) => ItemValues.Compare(value, ItemValues.Of(with)) == 0,
        ["neq"] = (value, with) => ItemValues.Compare(value, ItemValues.Of(with)) is { } order && order != 0,
        ["lt"] = (value, with) => ItemValues.Compare(value, ItemValues.Of(with)) < 0,
        ["lte"] = (value, with) => ItemValues.Compare(value, ItemValues.Of(with)) <= 0,
        ["gt"] = (value, with) => ItemValues.Compare(value, ItemValues.Of(with)) > 0,
        ["gte"] = (value, with) => ItemValues.Compare(value, ItemValues.Of(with)) >= 0,
        ["startsWith"] = (value, with) => value is string text && text.StartsWith(with.GetString()!, StringComparison.Ordinal),
        ["endsWith"] = (value, with) => value is string text && text.EndsWith(with.GetString()!, StringComparison.Ordinal),
        ["contains"] = (value, with) => value is string text && text.Contains(with.GetString()!, StringComparison.Ordinal),
        ["in"] = (value, with) => with.EnumerateArray().Any(one => ItemValues.Compare(value, ItemValues.Of(one)) == 0),
    };

    /// <exception cref="BadSearchException">A test is not known.</exception>
    public static IEnumerable<Func<int, bool>> Of(JsonElement query, IStacItems items)
    {
        if (query.ValueKind != JsonValueKind.Object)
            throw new BadSearchException("query must be an object");
        foreach (var property in query.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object)
                throw new BadSearchException($"query.{property.Name} must be an object");
            foreach (var test in property.Value.EnumerateObject())
            {
                if (!Tests.TryGetValue(test.Name, out var holds) || (test.Name == "in") != (test.Value.ValueKind == JsonValueKind.Array))
                    throw new BadSearchException($"query.{property.Name}.{test.Name} is no known test");
                var (name, value) = (property.Name, test.Value);
                yield return item => holds(items.Property(item, name), value);
            }
        }
    }
}
