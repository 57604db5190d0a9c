using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OrderSaga.Texts;

/// <summary>Texts and names out of JSON that may be anything: System.Text.Json throws at those that are no Unicode text.</summary>
public static class JsonText
{
    const string Unreadable = "\uFFFD";

    /// <summary>The text of a string; false for anything else, for half a surrogate pair, and for bytes that are no UTF-8.</summary>
    public static bool TryRead(JsonElement value, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (value.ValueKind is not JsonValueKind.String)
            return false;
        try
        {
            text = value.GetString();
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        return text is not null;
    }

    /// <summary>Whether it is a string of exactly that text; one that is no Unicode text is not, and never throws.</summary>
    public static bool Is(JsonElement value, string text) => TryRead(value, out var read) && read == text;

    /// <summary>The same of the name or string that a reader stands at.</summary>
    public static bool Is(ref Utf8JsonReader reader, string text)
    {
        try
        {
            return reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>How long a text is as JSON Schema and databases count it: in whole characters, not in halves of UTF-16.</summary>
    public static int Length(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var halves = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                halves++;
        }
        return text.Length - halves;
    }

    /// <summary>The name of a member; where it is no text, false and a readable stand-in.</summary>
    public static bool TryReadName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = Unreadable;
            return false;
        }
    }

    /// <summary>The value of an object's member, the last of that name; null when there is none, JSON null, or no object.</summary>
    public static JsonElement? Member(JsonElement holder, string name) =>
        holder.ValueKind is JsonValueKind.Object && Find(holder, name) is { ValueKind: not JsonValueKind.Null } member ? member : null;

    static JsonElement? Find(JsonElement holder, string name)
    {
        try
        {
            return holder.TryGetProperty(name, out var member) ? member : null;
        }
        // One of the names is no Unicode text; it is none of ours, and the others still count.
        catch (InvalidOperationException)
        {
            JsonElement? found = null;
            foreach (var member in holder.EnumerateObject())
            {
                if (TryReadName(member, out var other) && other == name)
                    found = member.Value;
            }
            return found;
        }
    }
}
