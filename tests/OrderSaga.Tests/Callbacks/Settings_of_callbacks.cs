using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Callbacks;
using OrderSaga.Settings;

namespace OrderSaga.Tests.Callbacks;

public sealed class Settings_of_callbacks
{
    const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

    static CallbackOptions Read(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        // A later one wins.
        .AddInMemoryCollection(Enumerable.Reverse(settings).DistinctBy(s => s.Key).Select(s => KeyValuePair.Create($"Callbacks:{s.Key}", s.Value))).Build()
        .Read<CallbackOptions, CallbackRules>("Callbacks");

    [Test]
    public void Name_endpoints()
    {
        var options = Read(
            ("Endpoints:portal:Prefix", "https://portal.example/hooks"), ("Endpoints:portal:Secret", $"{Secret} {Secret}"),
            ("Endpoints:portal:User", "u"), ("Endpoints:portal:Password", "p"),
            ("Endpoints:lab", ""), ("Endpoints:lab:Prefix", "http://lab:8080"), ("Endpoints:lab:AllowPrivate", "true"), ("Endpoints:lab:Owner", "o"));
        Assert.That(options.Endpoints.Keys, Is.EquivalentTo(new[] { "portal", "lab" }));
        Assert.That((options.Endpoints["portal"].User, options.Endpoints["portal"].AllowPrivate), Is.EqualTo(("u", false)));
        Assert.That((options.Endpoints["LAB"].Owner, options.Endpoints["lab"].AllowPrivate), Is.EqualTo(("o", true)));
    }

    [TestCase("Endpoints:a:Secret", "whsec_short", "Callbacks:Endpoints:a:Secret '…': must be one or several secrets")]
    [TestCase("Endpoints:a:Secret", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3", "each whsec_")]
    [TestCase("Endpoints:a:Secret", Secret + " x", "each whsec_")]
    [TestCase("Endpoints:a:Secrets", Secret, "Callbacks:Endpoints:a:Secrets '…': is no setting; there are AllowPrivate, Owner, Password, Prefix, Secret, Token, User")]
    [TestCase("Endpoints:a:Prefix", "https://x.example/?a=b", "Callbacks:Endpoints:a:Prefix 'https://x.example/': must be an http or https URI")]
    [TestCase("Endpoints:a:Prefix", "https://u:secret@x.example/", "Prefix 'https://x.example/': must be")]
    [TestCase("Endpoints:a:Prefix", "http://x.example/", "must be https, unless")]
    [TestCase("Endpoints:a:Prefix", "https://127.0.0.1/", "is a private address, which takes the endpoint's AllowPrivate")]
    [TestCase("Endpoints:a:User", "u", "must come with a Password")]
    [TestCase("Endpoints:a:Password", "secret", "must come with a Password")]
    [TestCase("Endpoints:a:Token", "sec ret", "Callbacks:Endpoints:a:Token '…': must be printable ASCII without blanks")]
    [TestCase("Endpoints:a:AllowPrivate", "perhaps", "true or false")]
    [TestCase("Endpoints:b:Prefix", "https://good.example", "Callbacks:Endpoints:b:Prefix 'https://good.example': must not be that of a too")]
    [TestCase("Endpoint", "x", "is no setting")]
    [TestCase("Timeout", "00:10:00", "time span from")]
    [TestCase("FirstPause", "02:00:00", "Callbacks:LongestPause '01:00:00': must be a time span from 02:00:00")]
    [TestCase("EndpointConcurrency", "500", "from 1 to 128")]
    [TestCase("Retention", "00:00:00", "above zero")]
    public void Are_refused_with_key_and_rule_and_without_a_secret(string key, string value, string expected)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(("Endpoints:a:Prefix", "https://good.example/"), (key, value)))!;
        Assert.That(fault.Message, Does.Contain(expected));
        Assert.That(fault.Message, Does.Not.Contain(Secret[6..]).And.Not.Contain("secret@").And.Not.Contain("sec ret"));
    }

    [Test]
    public void Send_one_kind_of_credentials() => Assert.That(
        () => Read(("Endpoints:a:Prefix", "https://good.example"), ("Endpoints:a:User", "u"), ("Endpoints:a:Password", "p"), ("Endpoints:a:Token", "t")),
        Throws.TypeOf<OptionsValidationException>().With.Message.Contains("must not come with a User"));
}
