using NUnit.Framework;
using OrderSaga.Regards.Requests;
using OrderSaga.Texts;

namespace OrderSaga.Tests.Regards;

public sealed class Files_of_a_patch
{
    static IReadOnlyList<Fault> Check(PatchContent content) => PatchRequestValidator.Validate(
        Samples.Request() with { Content = content with { Properties = Samples.Json("{}") } });

    static PatchFile File(int number, string? storage = "ColdVault", string url = "ftp://vault.example.net/a", int locations = 1) => new(
        [.. Enumerable.Range(0, locations).Select(_ => new PatchFileLocation(url, storage))],
        new PatchFileAttributes("DOCUMENT", "text/plain; charset=utf-8", $"{number}.txt", 1, "md5", $"{number:x32}"));

    [Test]
    public void May_be_a_hundred()
    {
        var files = Enumerable.Range(0, 100).Select(i => File(i)).ToList();

        Assert.That(Check(new PatchContent { Files = files }), Is.Empty);
    }

    [Test]
    public void Must_not_be_more()
    {
        var files = Enumerable.Range(0, 101).Select(i => File(i)).ToList();

        Assert.That(Check(new PatchContent { Files = files }).Single().Field, Is.EqualTo("patch.files"));
    }

    [Test]
    public void Must_not_have_more_than_a_hundred_locations_in_all()
    {
        var fault = Check(new PatchContent { Files = [File(1, locations: 60), File(2, locations: 41)] }).Single();

        Assert.That(fault.Rule, Does.Contain("100 locations"));
    }

    [Test]
    public void Must_not_share_a_checksum_in_any_case_of_letters()
    {
        var first = File(0xABC);
        var second = first with { Attributes = first.Attributes with { Checksum = first.Attributes.Checksum.ToUpperInvariant() } };

        var fault = Check(new PatchContent { Files = [first, second] }).Single();

        Assert.That(fault.Field, Is.EqualTo("patch.files[1].attributes.checksum"));
        Assert.That(fault.Rule, Does.Contain("patch.files[0]"));
    }

    [Test]
    public void Are_all_stored_or_all_referenced()
    {
        var content = new PatchContent
        {
            Files = [File(1), File(2, storage: null)],
            Storages = [new StorageTarget("ColdVault", null, [])],
        };

        Assert.That(Check(content).Single().Field, Is.EqualTo("patch.files"));
    }

    [TestCase(FileUpdateMode.Replace, "deletes")]
    [TestCase(FileUpdateMode.Append, "stores none")]
    [TestCase(null, "stores none")]
    public void To_be_stored_need_a_storage_or_they_are_lost_without_a_word(FileUpdateMode? mode, string rule)
    {
        var content = new PatchContent { Files = [File(1, storage: null)], FileUpdateMode = mode };

        var fault = Check(content).Single();

        Assert.That(fault.Field, Is.EqualTo("patch.storages"));
        Assert.That(fault.Rule, Does.Contain(rule));
        Assert.That(Check(content with { Storages = [new StorageTarget("ColdVault", null, [])] }), Is.Empty);
    }

    [TestCase("MD5", 32)]
    [TestCase("sha-256", 64)]
    [TestCase("SHA-512/224", 56)]
    [TestCase("SHA3-384", 96)]
    public void Have_a_checksum_as_long_as_the_digest(string algorithm, int digits)
    {
        var file = File(1);
        PatchFile With(int length) => file with { Attributes = file.Attributes with { Algorithm = algorithm, Checksum = new string('b', length) } };

        Assert.That(Check(new PatchContent { Files = [With(digits)] }), Is.Empty);
        Assert.That(Check(new PatchContent { Files = [With(digits + 1)] }).Single().Rule, Does.Contain($"{digits} hexadecimal"));
    }

    [TestCase("https://vault.example.net:8443/a/b.tar?version=2")]
    [TestCase("http://user@[2001:db8::7]:80/a")]
    [TestCase("HTTP://vault.example.net")]
    [TestCase("ftp://vault.example.net/a%20b")]
    [TestCase("file:/mnt/a")]
    [TestCase("file:///mnt/a.tar")]
    [TestCase("jar:file:/mnt/a.zip!/inner.tif")]
    public void Lie_where_Java_can_read(string url) =>
        Assert.That(Check(new PatchContent { Files = [File(1, url: url)] }), Is.Empty);

    [TestCase("s3://bucket/key", "schemes")]
    [TestCase("gopher://vault.example.net/a", "schemes")]
    [TestCase("/mnt/a.tar", "scheme")]
    [TestCase("vault.example.net/a", "scheme")]
    [TestCase("://vault.example.net/a", "scheme")]
    [TestCase("1http://vault.example.net/a", "scheme")]
    [TestCase("https://vault.example.net/a#part", "'#'")]
    [TestCase("https://vault.example.net/a b", "blanks")]
    [TestCase("https://vault.example.net/a\n", "blanks")]
    [TestCase("https:vault.example.net", "host")]
    [TestCase("https:///a", "host")]
    [TestCase("https://user@:80/a", "host")]
    [TestCase("https://[]/a", "host")]
    [TestCase("https://[2001:db8::7/a", "bracket")]
    [TestCase("https://vault.example.net:port/a", "port")]
    [TestCase("https://vault.example.net:65536/a", "port")]
    [TestCase("https://vault.example.net:-1/a", "port")]
    [TestCase("file:a.tar", "absolute")]
    [TestCase("file://", "absolute")]
    [TestCase("jar:file:/mnt/a.zip", "!/")]
    [TestCase("jar:s3://bucket/a.zip!/b", "schemes")]
    public void Do_not_lie_where_it_can_not(string url, string rule)
    {
        var fault = Check(new PatchContent { Files = [File(1, url: url)] }).Single();

        Assert.That(fault.Field, Is.EqualTo("patch.files[0].locations[0].url"));
        Assert.That(fault.Rule, Does.Contain(rule));
    }
}
