using System.Net;
using NUnit.Framework;
using OrderSaga.Callbacks;

namespace OrderSaga.Tests.Callbacks;

public sealed class Addresses_that_subscribers_write
{
    static readonly CallbackUri Prefix = CallbackUri.Read("https://good.example/hooks/lta")!;

    [TestCase("https://good.example/hooks/lta")]
    [TestCase("https://good.example/hooks/lta/")]
    [TestCase("https://good.example/hooks/lta/done")]
    [TestCase("https://good.example/hooks/lta?job=1&next=https://other.example/../x")]
    [TestCase("https://good.example/hooks/lta//done")]
    [TestCase("https://good.example/hooks/lta/a%20b;v=1/...")]
    [TestCase("https://good.example:443/hooks/lta")]
    [TestCase("HTTPS://GOOD.Example/hooks/lta")]
    public void Lie_under_a_prefix_by_origin_and_whole_segments(string text) => Assert.That(CallbackUri.Read(text)!.IsUnder(Prefix));

    [TestCase("http://good.example/hooks/lta")]
    [TestCase("https://good.example:8443/hooks/lta")]
    [TestCase("https://good.example.evil.example/hooks/lta")]
    [TestCase("https://evilgood.example/hooks/lta")]
    [TestCase("https://good.example./hooks/lta")]
    [TestCase("https://evil.example/good.example/hooks/lta")]
    [TestCase("https://good.example/hooks/ltax")]
    [TestCase("https://good.example/hooks")]
    [TestCase("https://good.example/hooks?/lta")]
    [TestCase("https://good.example/Hooks/lta")]
    [TestCase("https://good.example//hooks/lta")]
    [TestCase("https://good.example/other/hooks/lta")]
    [TestCase("https://good.example")]
    public void Lie_elsewhere_though_they_look_alike(string text) => Assert.That(CallbackUri.Read(text)!.IsUnder(Prefix), Is.False);

    [TestCase("https://good.example")]
    [TestCase("https://good.example/")]
    [TestCase("https://good.example/anything?x")]
    public void Lie_under_an_origin_wherever_they_lead(string text) =>
        Assert.That(CallbackUri.Read(text)!.IsUnder(CallbackUri.Read("https://good.example/")!));

    [TestCase("")]
    [TestCase("not a uri")]
    [TestCase("/relative")]
    [TestCase("//good.example/hooks")]
    [TestCase("ftp://good.example/")]
    [TestCase("file:///etc/passwd")]
    [TestCase("https:good.example/hooks")]
    [TestCase("https:/good.example/hooks")]
    [TestCase("https:///good.example/hooks")]
    [TestCase("https:\\\\good.example\\hooks")]
    [TestCase("https://good.example\\@evil.example/")]
    [TestCase("https://good.example\\.evil.example/")]
    [TestCase("https://good.example@evil.example/hooks")]
    [TestCase("https://user:secret@good.example/hooks")]
    [TestCase("https://@good.example/hooks")]
    [TestCase("https://good.example#@evil.example/hooks")]
    [TestCase("https://good.example/hooks#part")]
    [TestCase("https://good.example%2eevil.example/")]
    [TestCase("https://good.example%00.evil.example/")]
    [TestCase("https://gооd.example/hooks", Description = "Cyrillic letters")]
    [TestCase("https://good．example/hooks", Description = "a full-width dot")]
    [TestCase("https://good.example:99999/hooks")]
    [TestCase("https://good.example:0x1bb/hooks")]
    [TestCase("https://good.example:/hooks/..")]
    [TestCase("https://[::1/hooks")]
    [TestCase("https://good.example/hooks/../admin")]
    [TestCase("https://good.example/hooks/./lta")]
    [TestCase("https://good.example/hooks/..")]
    [TestCase("https://good.example/hooks/%2e%2e/admin")]
    [TestCase("https://good.example/hooks/%2E./admin")]
    [TestCase("https://good.example/hooks/%252e%252e/admin")]
    [TestCase("https://good.example/hooks/%25252e%25252e/admin")]
    [TestCase("https://good.example/hooks/..;x=1/admin")]
    [TestCase("https://good.example/hooks/x%2f..%2f..%2fadmin")]
    [TestCase("https://good.example/hooks%2flta")]
    [TestCase("https://good.example/hooks/%5c..%5cadmin")]
    [TestCase("https://good.example/hooks\\lta")]
    [TestCase("https://good.example/hooks/%zz")]
    [TestCase("https://good.example/hooks lta")]
    [TestCase("https://good.example/hooks\n")]
    [TestCase(" https://good.example/hooks")]
    [TestCase("https://good.example/hooks\u0000")]
    [TestCase("https://good.example/hö")]
    public void Are_refused_when_two_programs_might_read_them_differently(string text) => Assert.That(CallbackUri.Read(text), Is.Null);

    [Test]
    public void Are_refused_when_they_are_longer_than_anybody_needs() =>
        Assert.That(CallbackUri.Read("https://good.example/" + new string('a', 2000)), Is.Null);

    [TestCase("https://good.example/hooks?token=abc", "https://good.example/hooks")]
    [TestCase("https://user:secret@good.example/hooks#x", "https://good.example/hooks")]
    [TestCase("https://user:sec/ret@good.example/hooks", "https://good.example/hooks")]
    [TestCase("nonsense?secret", "nonsense")]
    [TestCase("a@b", "a@b")]
    public void Are_shown_without_what_may_be_secret(string text, string shown) => Assert.That(CallbackUri.Shown(text), Is.EqualTo(shown));

    [TestCase("http://localhost:9000/")]
    [TestCase("http://LOCALHOST/")]
    [TestCase("http://portal.localhost/")]
    [TestCase("http://127.0.0.1/")]
    [TestCase("http://127.1/", Description = "as some programs write 127.0.0.1")]
    [TestCase("http://2130706433/")]
    [TestCase("http://0x7f000001/")]
    [TestCase("http://017700000001/")]
    [TestCase("http://[::1]/")]
    [TestCase("http://[::ffff:10.0.0.1]/")]
    [TestCase("http://10.1.2.3/")]
    public void Tell_a_private_address_in_every_notation(string text) => Assert.That(CallbackUri.Read(text)!.IsPrivate);

    [TestCase("https://good.example/")]
    [TestCase("https://93.184.216.34/")]
    [TestCase("https://[2606:2800:220:1::1]/")]
    public void Tell_nothing_of_others(string text) => Assert.That(CallbackUri.Read(text)!.IsPrivate, Is.False);

    [TestCase("0.0.0.0")]
    [TestCase("10.255.255.255")]
    [TestCase("100.64.0.1", Description = "carrier-grade NAT")]
    [TestCase("100.100.100.200", Description = "a cloud's metadata")]
    [TestCase("127.0.0.53")]
    [TestCase("169.254.169.254", Description = "most clouds' metadata")]
    [TestCase("168.63.129.16", Description = "a cloud's metadata")]
    [TestCase("172.16.0.1")]
    [TestCase("172.31.255.255")]
    [TestCase("192.0.0.192", Description = "a cloud's metadata")]
    [TestCase("192.0.2.1")]
    [TestCase("192.168.1.1")]
    [TestCase("198.19.0.1")]
    [TestCase("203.0.113.9")]
    [TestCase("224.0.0.1")]
    [TestCase("240.0.0.1")]
    [TestCase("255.255.255.255")]
    [TestCase("::")]
    [TestCase("::1")]
    [TestCase("::ffff:127.0.0.1")]
    [TestCase("::ffff:93.184.216.34", Description = "no name server says so of a public address")]
    [TestCase("::ffff:10.0.0.1")]
    [TestCase("::ffff:192.168.0.1")]
    [TestCase("::ffff:169.254.169.254")]
    [TestCase("::10.0.0.1")]
    [TestCase("64:ff9b::a00:1", Description = "NAT64 of 10.0.0.1")]
    [TestCase("64:ff9b:1::1")]
    [TestCase("fc00::1")]
    [TestCase("fd00:ec2::254", Description = "a cloud's metadata")]
    [TestCase("fe80::1")]
    [TestCase("fec0::1")]
    [TestCase("ff02::1")]
    [TestCase("2001::1", Description = "Teredo")]
    [TestCase("2001:db8::1")]
    [TestCase("2002:a00:1::1", Description = "6to4 of 10.0.0.1")]
    [TestCase("100::1")]
    public void Never_lead_here(string address) => Assert.That(PublicAddresses.Contains(IPAddress.Parse(address)), Is.False);

    [TestCase("1.1.1.1")]
    [TestCase("93.184.216.34")]
    [TestCase("100.63.255.255")]
    [TestCase("172.32.0.1")]
    [TestCase("223.255.255.254")]
    [TestCase("2606:2800:220:1::1")]
    [TestCase("2a00:1450:4001::1")]
    public void May_lead_here(string address) => Assert.That(PublicAddresses.Contains(IPAddress.Parse(address)));
}
