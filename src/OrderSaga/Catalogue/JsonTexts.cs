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

    /// <summary>The name of a member; false as for a text.</summary>
    public static bool TryReadName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    /// <summary>The member's value, or null when there is none of that name, or JSON null.</summary>
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
