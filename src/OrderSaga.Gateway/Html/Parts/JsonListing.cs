using System.Text.Encodings.Web;
using System.Text.Json;
using OrderSaga.Gateway.Json;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>JSON as indented text, its web addresses as links.</summary>
static class JsonListing
{
    const int Indent = 2;

    // Encoding for HTML comes after, so JSON's own is no wider than JSON needs.
    static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Markup Of(JsonElement value) => Value(value, 0);

    static Markup Value(JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.Object when value.EnumerateObject().Any() => Lines('{', value.EnumerateObject(), member => Member(member, depth + Indent), '}', depth),
        JsonValueKind.Array when value.GetArrayLength() > 0 => Lines('[', value.EnumerateArray(), item => Value(item, depth + Indent), ']', depth),
        JsonValueKind.String when JsonText.TryRead(value, out var text) => Anchor.IsWeb(text) ? (Markup)$"\"{Anchor.Outside(text)}\"" : $"{Quoted(text)}",
        _ => $"{value.GetRawText()}",
    };

    static Markup Member(JsonProperty member, int depth) => $"{Quoted(member.Name)}: {Value(member.Value, depth)}";

    static string Quoted(string text) => JsonSerializer.Serialize(text, _plain);

    static Markup Lines<T>(char open, IEnumerable<T> items, Func<T, Markup> line, char close, int depth)
    {
        var indent = new string(' ', depth + Indent);
        var isFirst = true;
        return $"{open.ToString()}{Markup.Each(items, Line)}\n{new string(' ', depth)}{close.ToString()}";

        Markup Line(T item)
        {
            var comma = isFirst ? "" : ",";
            isFirst = false;
            return $"{comma}\n{indent}{line(item)}";
        }
    }
}
