using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Filters;

/// <summary>
/// Constants as some clients write them, in CQL2's own form: <c>{"op":"*","args":[-1,10]}</c> is -10, <c>{"op":"bbox","args":[…]}</c>
/// is <c>{"bbox":[…]}</c>, and so are <c>timestamp</c>, <c>date</c> and <c>interval</c>. What has no plain meaning stays as it is.
/// </summary>
static class Folding
{
    /// <summary>Numbers are not nested any deeper by anybody.</summary>
    const int Deepest = 8;

    public static JsonElement Of(JsonElement json, int depth = 0)
    {
        if (json.ValueKind is not JsonValueKind.Object || depth > Deepest)
            return json;
        foreach (var name in new[] { "bbox", "interval" })
        {
            if (JsonText.Member(json, name) is { ValueKind: JsonValueKind.Array } list && JsonText.Member(json, "type") is null)
                return Holding(name, All(list, depth));
        }
        if (JsonText.Member(json, "op") is not { } op || !JsonText.TryRead(op, out var word) || JsonText.Member(json, "args") is not { ValueKind: JsonValueKind.Array } args)
            return json;
        return word switch
        {
            "bbox" or "interval" => Holding(word, All(args, depth)),
            "timestamp" or "date" when args.GetArrayLength() == 1 => Holding(word, args[0].GetRawText()),
            _ => Number(word, All(args, depth)) is { } number ? JsonSerializer.SerializeToElement(number) : json,
        };
    }

    static List<JsonElement> All(JsonElement list, int depth) => [.. list.EnumerateArray().Select(entry => Of(entry, depth + 1))];

    // As text: what is no Unicode text can't be written, only copied.
    static JsonElement Holding(string name, IEnumerable<JsonElement> values) =>
        Holding(name, $"[{string.Join(',', values.Select(value => value.GetRawText()))}]");

    static JsonElement Holding(string name, string json) => JsonElement.Parse($$"""{"{{name}}":{{json}}}""");

    static decimal? Number(string op, List<JsonElement> args)
    {
        var numbers = args.Select(argument => argument.ValueKind is JsonValueKind.Number && argument.TryGetDecimal(out var number) && (double)number == argument.GetDouble() ? number : (decimal?)null).ToList();
        try
        {
            return (op, numbers) switch
            {
                ("-", [{ } number]) => -number,
                ("*", [{ } one, { } other]) => one * other,
                ("+", [{ } one, { } other]) => one + other,
                ("-", [{ } one, { } other]) => one - other,
                _ => null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
