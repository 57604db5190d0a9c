using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OrderSaga.Catalogue;

static class JsonTexts
{
    /// <summary>The text of a string element; false for other elements and for an escaped lone surrogate, which is no Unicode text.</summary>
    public static bool TryRead(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind is not JsonValueKind.String)
            return false;
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The member's value, or null when there is none of that name, or JSON null.</summary>
    public static JsonElement? Member(JsonElement holder, string name) =>
        holder.ValueKind is JsonValueKind.Object && holder.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null ? member : null;
}
