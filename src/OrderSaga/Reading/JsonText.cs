using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OrderSaga.Reading;

/// <summary>Texts of JSON that others wrote, in which an escaped half of a character is no Unicode text.</summary>
public static class JsonText
{
    /// <summary>The text of a string; false for anything else, and for what is no Unicode text.</summary>
    public static bool TryRead(JsonElement value, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (value.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            text = value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a character.
        }
        return text is not null;
    }

    /// <summary>The name of a member; false for what is no Unicode text.</summary>
    public static bool TryReadName(JsonProperty member, [NotNullWhen(true)] out string? name)
    {
        try
        {
            name = member.Name;
        }
        catch (InvalidOperationException)
        {
            name = null;
        }
        return name is not null;
    }
}
