using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrderSaga.Callbacks;

/// <summary>Signs a message as the Standard Webhooks convention has it: HMAC-SHA256 over <c>id.timestamp.body</c>, in base64, marked v1.</summary>
static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    const string SecretPrefix = "whsec_";
    const int ShortestSecret = 24;
    const int LongestSecret = 64;

    /// <summary>What a setting with secrets must be.</summary>
    public const string SecretRule = "must be one or several secrets with blanks between them, each whsec_ and the base64 of 24 to 64 bytes";

    /// <summary>A signature for each secret, with blanks between: while secrets change, a receiver may know the old or the new one. In the order of the secrets, as some receivers look at the first alone.</summary>
    public static string Of(IReadOnlyList<byte[]> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))));
    }

    /// <returns>The keys of the secrets, none for an empty text, or null when one breaks <see cref="SecretRule"/>.</returns>
    public static IReadOnlyList<byte[]>? ReadSecrets(string text)
    {
        var keys = new List<byte[]>();
        foreach (var secret in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var key = new byte[LongestSecret + 3];
            if (!secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
                || !Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length)
                || length is < ShortestSecret or > LongestSecret)
                return null;
            keys.Add(key[..length]);
        }
        return keys;
    }
}
