using System.Text.Json.Nodes;
using NUnit.Framework;
using OrderSaga.Regards.Requests;
using OrderSaga.Texts;

namespace OrderSaga.Tests.Regards;

public sealed class A_patch_is_read
{
    [Test]
    public void With_everything_it_can_say()
    {
        var content = Samples.Read(Samples.Patch().ToJsonString(), out var faults);

        Assert.That(faults, Is.Empty);
        Assert.That(content, Is.Not.Null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(content!.Properties!.Value.GetProperty("ice").GetProperty("cover").GetDouble(), Is.EqualTo(0.82));
            Assert.That(content.Geometry!.Value.GetProperty("type").GetString(), Is.EqualTo("Point"));
            Assert.That(content.HasFiles, Is.True);
            Assert.That(content.Files[0].Locations, Is.EqualTo(new[] { new PatchFileLocation("https://vault.example.net/ice/chart-0042.nc", "ColdVault") }));
            Assert.That(content.Files[0].Attributes, Is.EqualTo(new PatchFileAttributes(
                "RAWDATA", "application/x-netcdf", "chart-0042.nc", 120394, "MD5", Samples.Md5, "0a1b2c3d")));
            Assert.That(content.Files[1].Attributes.Crc32, Is.Null);
            Assert.That(content.FileUpdateMode, Is.EqualTo(FileUpdateMode.Replace));
            Assert.That(content.Storages.Single().StorePath, Is.EqualTo("ice/2026"));
            Assert.That(content.Storages.Single().TargetTypes, Is.EqualTo(new[] { "RAWDATA", "QUICKLOOK_MD" }));
            Assert.That(content.AcknowledgedRecipient, Is.EqualTo("ice-desk"));
        }
    }

    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("""{"properties":null,"geometry":null,"files":null,"fileUpdateMode":null,"storages":null,"acknowledgedRecipient":null}""")]
    [TestCase("""{"files":[],"storages":[]}""")]
    public void As_empty_when_it_says_nothing(string json)
    {
        var content = Samples.Read(json, out var faults);

        Assert.That(faults, Is.Empty);
        Assert.That(content, Is.Not.Null);
        Assert.That(PatchContentReader.Write(content!), Is.EqualTo("{}"));
    }

    [Test]
    public void Back_from_what_was_written()
    {
        var content = Samples.Content();

        var text = PatchContentReader.Write(content);
        var again = Samples.Read(text, out var faults);

        Assert.That(faults, Is.Empty);
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(text), Samples.Patch()), Is.True, text);
        Assert.That(PatchContentReader.Write(again!), Is.EqualTo(text));
        Assert.That(text, Does.Not.Contain("\n").And.Not.Contain(": "));
    }

    [Test]
    public void In_snake_case_at_the_top_and_in_REGARDS_own_words_below()
    {
        var snake = Samples.Patch().AsObject();
        Rename(snake, "fileUpdateMode", "file_update_mode");
        Rename(snake, "acknowledgedRecipient", "acknowledged_recipient");
        var faults = new List<Fault>();

        var content = PatchContentReader.Read(Samples.Json(snake.ToJsonString()), "inputs.patch", faults, snakeCase: true);

        Assert.That(faults, Is.Empty);
        Assert.That(PatchContentReader.Write(content!), Is.EqualTo(PatchContentReader.Write(Samples.Content())));
    }

    [Test]
    public void With_faults_named_in_the_callers_spelling()
    {
        var faults = new List<Fault>();
        var json = Samples.Json("""{"file_update_mode":"replace","acknowledged_recipient":"","fileUpdateMode":"APPEND"}""");

        PatchContentReader.Read(json, "inputs.patch", faults, snakeCase: true);

        Assert.That(faults.Select(fault => fault.Field), Is.EquivalentTo(new[]
        {
            "inputs.patch.file_update_mode", "inputs.patch.acknowledged_recipient", "inputs.patch.fileUpdateMode",
        }));
    }

    [Test]
    public void Independent_of_the_document_it_came_in()
    {
        var faults = new List<Fault>();
        PatchContent content;
        using (var document = System.Text.Json.JsonDocument.Parse("""{"properties":{"grade":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}"""))
            content = PatchContentReader.Read(document.RootElement, "patch", faults)!;

        Assert.That(PatchContentReader.Write(content), Is.EqualTo("""{"properties":{"grade":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}"""));
    }

    static void Rename(JsonObject json, string from, string to)
    {
        var value = json[from];
        json.Remove(from);
        json[to] = value;
    }
}
