using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Regards.Requests;

/// <summary>
/// Form of the property patch: attribute, or group and attribute (REGARDS contract: body). Whether the model knows an
/// attribute, and may alter it, only REGARDS can tell.
/// </summary>
static class PropertyRules
{
    /// <summary>The two ways REGARDS writes the value of an interval attribute: its only values that are objects.</summary>
    static readonly string[][] Bounds = [["lowerBound", "upperBound"], ["gte", "lte"]];

    public static void Check(JsonElement properties, string path, FaultList faults)
    {
        if (faults.Spoiled(path))
            return;
        if (properties.ValueKind is not JsonValueKind.Object)
            faults.Add(path, properties, "must be an object of attributes, or of groups of attributes");
        else if (JsonTextRules.Check(properties, path, faults))
            CheckGroup(properties, path, isTop: true, faults);
    }

    static void CheckGroup(JsonElement group, string path, bool isTop, FaultList faults)
    {
        foreach (var member in group.EnumerateObject())
        {
            if (faults.IsFull)
                return;
            var value = member.Value;
            var field = $"{path}.{Excerpt.Of(member.Name)}";
            if (string.IsNullOrWhiteSpace(member.Name))
                faults.Add(field, value, "must have a name");
            if (value.ValueKind is JsonValueKind.Object && isTop)
                CheckGroup(value, field, isTop: false, faults);
            else if (value.ValueKind is JsonValueKind.Object && !IsInterval(value))
                faults.Add(field, value, "must not be an object: properties have two levels, group and attribute");
            else if (value.ValueKind is JsonValueKind.Array && value.EnumerateArray().Any(IsNested))
                faults.Add(field, value, "must be an array of plain values");
        }
    }

    static bool IsNested(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    static bool IsInterval(JsonElement value) =>
        value.EnumerateObject().Any()
        && !value.EnumerateObject().Any(bound => IsNested(bound.Value))
        && Bounds.Any(names => value.EnumerateObject().All(bound => names.Contains(bound.Name, StringComparer.Ordinal)));
}
