using System.Text.Json;

namespace OrderSaga.Texts;

/// <summary>How deep JSON is nested, for those who take it from others: a reader that stops at its own depth says the same of garbage.</summary>
public static class JsonDepth
{
    /// <summary>Levels that any message of ours or of REGARDS' may have; System.Text.Json's own usual limit.</summary>
    public const int Deepest = 64;

    /// <summary>What is told of JSON that is nested deeper, as the end of a sentence.</summary>
    public static string Rule { get; } = $"must not be nested deeper than {Deepest} levels";

    /// <summary>Whether a reader stopped because of the depth, and not because it is no JSON.</summary>
    /// <param name="json">UTF-8, without a byte order mark.</param>
    /// <param name="most">Levels that are taken.</param>
    public static bool Exceeds(ReadOnlySpan<byte> json, int most = Deepest)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = most + 1 });
        try
        {
            while (reader.Read())
            {
                // The depth of a bracket is that of what holds it.
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= most)
                    return true;
            }
        }
        catch (JsonException)
        {
            return false;
        }
        return false;
    }
}
