using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using OrderSaga.Callbacks;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace OrderSaga.Tests.Callbacks;

public sealed class Signatures
{
    const string Secret = "whsec_T3JkZXJTYWdhIHNpZ25zIHdoYXQgaXQgc2VuZHM=";

    [Test]
    public void Are_what_openssl_says()
    {
        // printf '%s' 'job-1.1772439330.{"a":1}' | openssl dgst -sha256 -mac HMAC -macopt key:'OrderSaga signs what it sends' -binary | base64
        var keys = WebhookSignature.ReadSecrets(Secret)!;
        Assert.That(Encoding.UTF8.GetString(keys[0]), Is.EqualTo("OrderSaga signs what it sends"));
        Assert.That(WebhookSignature.Of(keys, "job-1", 1772439330, "{\"a\":1}"u8), Is.EqualTo("v1,1ZeJkyYxo+sqd1oQKzsBABkpaMD2JI+mMnU3w9ax4iU="));
    }

    [Test]
    public void Come_one_for_each_secret_in_their_order()
    {
        var other = $"whsec_{Convert.ToBase64String(new byte[24])}";
        var both = WebhookSignature.Of(WebhookSignature.ReadSecrets($" {Secret}  {other} ")!, "i", 1, "b"u8);
        var first = WebhookSignature.Of(WebhookSignature.ReadSecrets(Secret)!, "i", 1, "b"u8);
        var second = WebhookSignature.Of(WebhookSignature.ReadSecrets(other)!, "i", 1, "b"u8);
        Assert.That(both, Is.EqualTo($"{first} {second}"));
        Assert.That(first, Is.Not.EqualTo(second));
    }

    /// <summary>While a secret is turned: <c>old new</c>, then <c>new old</c>. A receiver may have a library that looks at the first signature alone.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void Begin_with_the_one_that_receivers_hold(bool isTurned)
    {
        var next = $"whsec_{Convert.ToBase64String(Enumerable.Range(1, 32).Select(n => (byte)n).ToArray())}";
        var (held, other) = isTurned ? (next, Secret) : (Secret, next);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var headers = new HeaderDictionary
        {
            [WebhookSignature.IdHeader] = "job-1",
            [WebhookSignature.TimestampHeader] = now.ToString(CultureInfo.InvariantCulture),
            [WebhookSignature.SignatureHeader] = WebhookSignature.Of(WebhookSignature.ReadSecrets($"{held} {other}")!, "job-1", now, "{}"u8),
        };

        Assert.That(() => new StandardWebhook(held).Verify("{}", headers), Throws.Nothing);
        Assert.That(() => new StandardWebhook(other).Verify("{}", headers), Throws.TypeOf<WebhookVerificationException>(), "why the order counts");
    }

    [TestCase("whsec_")]
    [TestCase("whsec_!")]
    [TestCase("whpk_T3JkZXJTYWdhIHNpZ25zIHdoYXQgaXQgc2VuZHM=")]
    public void Need_secrets_of_the_conventions_form(string secret) => Assert.That(WebhookSignature.ReadSecrets(secret), Is.Null);

    [TestCase(23, false)]
    [TestCase(24, true)]
    [TestCase(64, true)]
    [TestCase(65, false)]
    [TestCase(200, false)]
    public void Need_secrets_long_enough(int bytes, bool taken) =>
        Assert.That(WebhookSignature.ReadSecrets($"whsec_{Convert.ToBase64String(new byte[bytes])}") is not null, Is.EqualTo(taken));
}
