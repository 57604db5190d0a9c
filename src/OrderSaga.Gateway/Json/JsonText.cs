using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OrderSaga.Gateway.Json;

static class JsonText
{
    /// <summary>The text of a string; false for anything else, and for an escaped half of a character, which is no text.</summary>
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
            return false;
        }
        return text is not null;
    }
}
