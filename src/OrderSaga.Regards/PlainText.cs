using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OrderSaga.Regards;

/// <summary>Text that REGARDS can store: PostgreSQL refuses NUL, and half a surrogate pair has no UTF-8.</summary>
static class PlainText
{
    /// <summary>The rule that the text breaks, or null.</summary>
    public static string? Rule(string text)
    {
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

    /// <summary>False where System.Text.Json can't give the string: half a surrogate pair, or bytes that are no UTF-8.</summary>
    public static bool TryGet(JsonElement value, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = value.GetString();
        }
        catch (InvalidOperationException)
        {
            text = null;
        }
        return text is not null;
    }

    /// <summary>The name of a member; where it can't be given, false and a readable stand-in.</summary>
    public static bool TryGetName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "\uFFFD";
            return false;
        }
    }
}
