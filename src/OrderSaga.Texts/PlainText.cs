namespace OrderSaga.Texts;

/// <summary>Text that every database and every reader takes: PostgreSQL refuses NUL, and half a surrogate pair has no UTF-8.</summary>
public static class PlainText
{
    /// <summary>The rule that the text breaks, as the end of a sentence that begins with its field; null if it breaks none.</summary>
    public static string? Rule(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\0')
                return "must not hold the character NUL";
            if (!char.IsSurrogate(c))
                continue;
            if (!char.IsHighSurrogate(c) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return "must not hold half a surrogate pair";
            i++;
        }
        return null;
    }
}
