using System.Globalization;
using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Files;

/// <summary>
/// What a FeatureCollection says of its features: how many there are (<c>numberReturned</c>), how many match in all
/// (<c>numberMatched</c>), or the same in STAC's older <c>context</c>, and whether another page follows.
/// </summary>
sealed class FileAnnouncement
{
    string _member = "";
    string _name = "";
    readonly List<long> _matched = [];
    readonly List<long> _returned = [];
    bool _goesOn;

    /// <param name="reader">Stands at a token outside the features.</param>
    public void Hear(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.PropertyName)
        {
            _name = Name(ref reader);
            if (reader.CurrentDepth == 1)
                _member = _name;
        }
        else if (reader.TokenType is JsonTokenType.Number && Number(ref reader) is { } number)
        {
            Count(reader.CurrentDepth, number);
        }
        else if (reader.TokenType is JsonTokenType.String && _member == "links" && reader.CurrentDepth == 3 && _name == "rel")
        {
            _goesOn |= JsonText.Is(ref reader, "next");
        }
    }

    /// <summary>What does not agree with what the collection holds; the sentence goes on from "The catalogue". Null when all does.</summary>
    /// <param name="items">The features there are.</param>
    /// <param name="different">The same, each counted once.</param>
    public string? Gap(long items, long different)
    {
        foreach (var announced in _matched.Where(announced => announced != different))
            return string.Create(CultureInfo.InvariantCulture, $"announced {announced} items and gave {different}{(different < items ? " different ones" : "")}");
        foreach (var announced in _returned.Where(announced => announced != items))
            return string.Create(CultureInfo.InvariantCulture, $"announced {announced} items and gave {items}");
        return _goesOn ? string.Create(CultureInfo.InvariantCulture, $"gave {items} items and a link to more") : null;
    }

    void Count(int depth, long number)
    {
        switch (depth, _member, _name)
        {
            case (1, "numberReturned", _) or (2, "context", "returned"):
                _returned.Add(number);
                break;
            case (1, "numberMatched", _) or (2, "context", "matched"):
                _matched.Add(number);
                break;
        }
    }

    static string Name(ref Utf8JsonReader reader)
    {
        foreach (var known in new[] { "numberReturned", "numberMatched", "context", "returned", "matched", "links", "rel" })
        {
            if (JsonText.Is(ref reader, known))
                return known;
        }
        return "";
    }

    static long? Number(ref Utf8JsonReader reader)
    {
        // A copy, so that the reader stays where it is.
        var copy = reader;
        return JsonNumber.TryReadWhole(JsonElement.ParseValue(ref copy), out var number) && number >= 0 ? number : null;
    }
}
