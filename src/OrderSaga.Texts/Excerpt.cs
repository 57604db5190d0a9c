using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace OrderSaga.Texts;

/// <summary>Short, printable text of a value that may be anything: faults travel in JSON and rest in a database, so neither NUL nor half a character may be in them.</summary>
public static class Excerpt
{
    /// <summary>Characters (UTF-16) kept of a value that is told in a fault.</summary>
    public const int Length = 200;

    const char Unprintable = '\uFFFD';

    /// <summary>The text without NUL and unpaired surrogates, cut at a whole character.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="length">Characters kept; an ellipsis tells that there were more.</param>
    public static string Of(string text, int length = Length)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.Length > length;
        if (cut)
            text = text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
        if (PlainText.Rule(text) is not null)
        {
            var clean = new StringBuilder(text.Length);
            foreach (var rune in text.EnumerateRunes())
                clean.Append(rune.Value == 0 ? Unprintable.ToString() : rune.ToString());
            text = clean.ToString();
        }
        return cut ? text + "…" : text;
    }

    /// <summary>A string's own text, else the raw JSON; null for nothing.</summary>
    public static string? Of(JsonElement value, int length = Length)
    {
        if (value.ValueKind is JsonValueKind.Undefined)
            return null;
        if (value.ValueKind is JsonValueKind.String && JsonText.TryRead(value, out var text))
            return Of(text, length);
        // Four bytes at most for a character: no need to decode a whole document.
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var decoded = Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, (4 * length) + 4)]);
        return Of(decoded, length);
    }
}
