using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrderSaga.Tests.Callbacks.Scenarios;

/// <summary>A request as the subscriber got it.</summary>
sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];

    /// <summary>When it was sent, in seconds.</summary>
    public long Time => long.Parse(Headers["webhook-timestamp"], null);

    public string Event => Headers["ordersaga-event"];
    public string Text => Encoding.UTF8.GetString(Body);
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The signatures that a receiver with these keys works out by itself.</summary>
    public string Signatures(params byte[][] keys)
    {
        var signed = Encoding.UTF8.GetBytes($"{Headers["webhook-id"]}.{Headers["webhook-timestamp"]}.").Concat(Body).ToArray();
        return string.Join(' ', keys.Select(key =>
        {
            using var hmac = new HMACSHA256(key);
            return $"v1,{Convert.ToBase64String(hmac.ComputeHash(signed))}";
        }));
    }
}
