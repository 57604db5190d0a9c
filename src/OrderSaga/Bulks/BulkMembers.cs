using System.Globalization;
using System.Text.Json;
using OrderSaga.Orders;
using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Bulks;

/// <summary>The list of products that a bulk may be given.</summary>
static class BulkMembers
{
    /// <summary>A list of ten thousand bad names shall not become a huger answer.</summary>
    const int MostFaults = 20;

    /// <summary>A list of names; each that is none is told with its place.</summary>
    public static IReadOnlyList<string>? Names(this Members members, string name, int most)
    {
        if (members.Element(name) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.Array)
            return Refuse(members, name, Excerpt.Of(value), "must be an array of product names");
        var count = value.GetArrayLength();
        if (count == 0)
            return Refuse(members, name, "[]", "must have at least one product");
        if (count > most)
            return Refuse(members, name, Number(count), string.Create(CultureInfo.InvariantCulture, $"must have at most {most} products, not {count}"));
        var names = new List<string>(count);
        var faulty = 0;
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (RuleOf(item, out var text) is { } rule)
            {
                if (faulty++ < MostFaults)
                    members.Fault(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), Excerpt.Of(item), rule);
            }
            else
            {
                names.Add(text);
            }
        }
        if (faulty > MostFaults)
            members.Fault(name, Number(faulty), string.Create(CultureInfo.InvariantCulture, $"has {faulty - MostFaults} more that are no product names"));
        return names;
    }

    static string? RuleOf(JsonElement item, out string text)
    {
        text = "";
        if (item.ValueKind is not JsonValueKind.String)
            return "must be a text";
        if (!JsonText.TryRead(item, out var read))
            return "must be well-formed Unicode text";
        text = read;
        if (string.IsNullOrWhiteSpace(text))
            return "must not be blank";
        if (JsonText.Length(text) is var length && length > OrderReader.LongestIdentifier)
            return $"must have at most {OrderReader.LongestIdentifier} characters, not {length}";
        return text.Any(char.IsControl) ? "must not contain control characters or line breaks" : null;
    }

    static IReadOnlyList<string>? Refuse(Members members, string name, string? value, string rule)
    {
        members.Fault(name, value, rule);
        return null;
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
