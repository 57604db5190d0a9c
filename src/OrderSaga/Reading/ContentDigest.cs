using System.Security.Cryptography;
using System.Text.Json;

namespace OrderSaga.Reading;

/// <summary>
/// A digest of what was asked for, the same for the same content whatever the order of JSON members, so that a repeated
/// id can be told from a re-used one.
/// </summary>
static class ContentDigest
{
    /// <summary>The digest of what <paramref name="write"/> puts into an array.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }
        return Convert.ToBase64String(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    /// <summary>Writes a JSON text with the members of its objects in order.</summary>
    public static void WriteSorted(Utf8JsonWriter json, string text)
    {
        using var document = JsonDocument.Parse(text);
        CanonicalJson.Write(json, document.RootElement);
    }
}
