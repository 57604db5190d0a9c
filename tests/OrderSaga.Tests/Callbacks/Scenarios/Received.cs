using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using StandardWebhooks;

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

    /// <summary>As a receiver with the convention's own library: it throws where the signature is not the secret's, or the time not now.</summary>
    /// <remarks>That library passes over the last of several signatures, so it fits an endpoint with one secret.</remarks>
    public void Verify(string secret) => new StandardWebhook(secret).Verify(Text, new HeaderDictionary(Headers.ToDictionary(header => header.Key, header => new StringValues(header.Value))));

    /// <summary>The signatures that the convention's own library writes with these secrets.</summary>
    public string Signatures(params string[] secrets) =>
        string.Join(' ', secrets.Select(secret => new StandardWebhook(secret).Sign(Id, DateTimeOffset.FromUnixTimeSeconds(Time), Text)));
}
