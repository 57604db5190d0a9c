using System.Text.Json;
using OrderSaga.Catalogue.Items;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Stac;

/// <summary>One answer of a search: its items, how many match in all, and the link to the next page.</summary>
sealed class StacPage
{
    readonly List<StacItemReading> _items = [];
    readonly List<long> _matched = [];
    readonly List<long> _returned = [];

    public IReadOnlyList<StacItemReading> Items => _items;

    /// <summary>How many items match in all; the largest number where the API gives several, null when it does not say.</summary>
    public long? Matched => _matched.Count == 0 ? null : _matched.Max();

    /// <summary>A number of items that the API says this page has and that it has not; null when all agrees.</summary>
    public long? WrongCount => _returned.Exists(said => said != _items.Count) ? _returned.Find(said => said != _items.Count) : null;

    /// <summary>The link object whose <c>rel</c> is <c>next</c>.</summary>
    public JsonElement? Next { get; private set; }

    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="StacFault">It is JSON and no ItemCollection.</exception>
    public static StacPage Read(ReadOnlyMemory<byte> body, ItemMapping mapping)
    {
        try
        {
            return ReadCollection(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, mapping);
        }
        catch (InvalidOperationException)
        {
            throw NoCollection("has a name that is no Unicode text");
        }
    }

    static StacPage ReadCollection(ReadOnlyMemory<byte> body, ItemMapping mapping)
    {
        var page = new StacPage();
        var reader = new Utf8JsonReader(body.Span, ItemJson.Reading);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
            throw NoCollection("is a JSON value and no object");

        var found = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("features"u8))
            {
                reader.Read();
                page.ReadFeatures(ref reader, body, mapping);
                found = true;
            }
            else if (reader.ValueTextEquals("links"u8))
            {
                page.Next = NextOf(Value(ref reader, body));
            }
            else if (reader.ValueTextEquals("numberMatched"u8))
            {
                page._matched.AddRange(Count(Value(ref reader, body)));
            }
            else if (reader.ValueTextEquals("numberReturned"u8))
            {
                page._returned.AddRange(Count(Value(ref reader, body)));
            }
            else if (reader.ValueTextEquals("context"u8))
            {
                var context = Value(ref reader, body);
                page._matched.AddRange(Count(JsonText.Member(context, "matched")));
                page._returned.AddRange(Count(JsonText.Member(context, "returned")));
            }
            else
            {
                reader.Skip();
            }
        }
        // To the end, so that an answer that is cut off or goes on is seen.
        while (reader.Read())
        {
        }
        return found ? page : throw NoCollection("has no features");
    }

    void ReadFeatures(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, ItemMapping mapping)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw NoCollection("has features that are no array");
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            using var item = JsonDocument.Parse(body[start..(int)reader.BytesConsumed], ItemJson.Document);
            _items.Add(StacItemReading.Of(item.RootElement, mapping));
        }
    }

    static JsonElement Value(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return JsonElement.Parse(body.Span[start..(int)reader.BytesConsumed], ItemJson.Document);
    }

    static JsonElement? NextOf(JsonElement links)
    {
        if (links.ValueKind is not JsonValueKind.Array)
            return null;
        foreach (var link in links.EnumerateArray())
        {
            if (JsonText.Member(link, "rel") is { } rel && JsonText.Is(rel, "next"))
                return link;
        }
        return null;
    }

    /// <summary>None of what is no count.</summary>
    static IEnumerable<long> Count(JsonElement? number) => number is { } given && JsonNumber.TryReadWhole(given, out var count) && count >= 0 ? [count] : [];

    static StacFault NoCollection(string what) => new($"its answer {what}: it is no STAC ItemCollection") { IsTransient = true, IsPassing = true };
}
