using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace OrderSaga.Reading;

/// <summary>JSON written one way whatever the order of its members and the spelling of its numbers, so that the same content has the same digest.</summary>
public static class CanonicalJson
{
    /// <summary>SHA-256 as base64.</summary>
    public static string Digest(JsonElement element)
    {
        using var buffer = new MemoryStream();
        try
        {
            using var json = new Utf8JsonWriter(buffer);
            Write(json, element);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Half a character is in it, which no writer takes; its bytes tell it from others all the same.
            return Convert.ToBase64String(SHA256.HashData(JsonMarshal.GetRawUtf8Value(element)));
        }
        return Convert.ToBase64String(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    /// <exception cref="InvalidOperationException">A text or name is no Unicode text.</exception>
    internal static void Write(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.Number:
                json.WriteRawValue(CanonicalNumber.Of(JsonMarshal.GetRawUtf8Value(element)));
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
