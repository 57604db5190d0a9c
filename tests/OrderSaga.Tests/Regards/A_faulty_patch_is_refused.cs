using System.Text.Json.Nodes;
using NUnit.Framework;

namespace OrderSaga.Tests.Regards;

public sealed class A_faulty_patch_is_refused
{
    const string File = "patch.files[0]";
    const string Attributes = File + ".attributes";
    const string Sha1 = "5f2d8c0e9a7b4613d2e1f0a9b8c7d6e5f4031221";

    /// <summary>Where to spoil the sample patch, with what, the field the fault must name and a word of its rule.</summary>
    static IEnumerable<TestCaseData> Spoiled()
    {
        // Shapes
        yield return Case("files", "7", "patch.files", "array");
        yield return Case("storages", "{}", "patch.storages", "array");
        yield return Case("files[0]", "\"chart.nc\"", File, "object");
        yield return Case("files[0].locations", "\"here\"", File + ".locations", "array");
        yield return Case("files[0].locations[0]", "[]", File + ".locations[0]", "object");
        yield return Case("files[0].locations[0].url", "12", File + ".locations[0].url", "text");
        yield return Case("files[0].locations[0].storage", "true", File + ".locations[0].storage", "text");
        yield return Case("files[0].attributes", "[1]", Attributes, "object");
        yield return Case("files[0].attributes", "null", Attributes, "required");
        yield return Case("files[0].attributes.checksum", "5", Attributes + ".checksum", "text");
        yield return Case("files[0].attributes.filesize", "\"12\"", Attributes + ".filesize", "whole number");
        yield return Case("files[0].attributes.filesize", "12.5", Attributes + ".filesize", "whole number");
        yield return Case("files[0].attributes.filesize", "99999999999999999999", Attributes + ".filesize", "whole number");
        yield return Case("storages[0]", "\"ColdVault\"", "patch.storages[0]", "object");
        yield return Case("storages[0].targetTypes", "\"AIP\"", "patch.storages[0].targetTypes", "array");
        yield return Case("storages[0].targetTypes[1]", "3", "patch.storages[0].targetTypes[1]", "text");
        yield return Case("acknowledgedRecipient", "[]", "patch.acknowledgedRecipient", "text");
        yield return Case("fileUpdateMode", "1", "patch.fileUpdateMode", "text");

        // Members nobody knows
        yield return Case("colour", "\"blue\"", "patch.colour", "known");
        yield return Case("file_update_mode", "\"APPEND\"", "patch.file_update_mode", "known");
        yield return Case("files[0].size", "1", File + ".size", "known");
        yield return Case("files[0].locations[0].uri", "\"x\"", File + ".locations[0].uri", "known");
        yield return Case("files[0].attributes.sha1", "\"x\"", Attributes + ".sha1", "known");
        yield return Case("storages[0].name", "\"x\"", "patch.storages[0].name", "known");

        // Required
        foreach (var name in new[] { "dataType", "mimeType", "filename", "filesize", "algorithm", "checksum" })
            yield return Case($"files[0].attributes.{name}", "null", $"{Attributes}.{name}", "required");
        yield return Case("files[0].locations", "null", File + ".locations", "at least one");
        yield return Case("files[0].locations", "[]", File + ".locations", "at least one");
        yield return Case("files[0].locations[0].url", "null", File + ".locations[0].url", "required");
        yield return Case("storages[0].pluginBusinessId", "null", "patch.storages[0].pluginBusinessId", "required");
        yield return Case("storages[0].pluginBusinessId", "\" \"", "patch.storages[0].pluginBusinessId", "blank");

        // Values
        yield return Case("fileUpdateMode", "\"append\"", "patch.fileUpdateMode", "APPEND or REPLACE");
        yield return Case("acknowledgedRecipient", $"\"{new string('r', 256)}\"", "patch.acknowledgedRecipient", "255");
        yield return Case("acknowledgedRecipient", "\"\"", "patch.acknowledgedRecipient", "required");
        yield return Case("acknowledgedRecipient", "\"ice\\u0000desk\"", "patch.acknowledgedRecipient", "NUL");
        yield return Case("acknowledgedRecipient", "\"ice\\ud83d\"", "patch.acknowledgedRecipient", "surrogate");
        yield return Case("files[0].locations[0].storage", "\"\"", File + ".locations[0].storage", "required");
        yield return Case("files[0].attributes.dataType", "\"rawdata\"", Attributes + ".dataType", "RAWDATA");
        yield return Case("files[0].attributes.mimeType", "\"netcdf\"", Attributes + ".mimeType", "MIME");
        yield return Case("files[0].attributes.filesize", "-1", Attributes + ".filesize", "negative");
        yield return Case("files[0].attributes.algorithm", "\"CRC-64\"", Attributes + ".algorithm", "digest");
        yield return Case("files[0].attributes.checksum", "\"checksum\"", Attributes + ".checksum", "32 hexadecimal");
        yield return Case("files[0].attributes.checksum", $"\"{Sha1[..31]}\"", Attributes + ".checksum", "32 hexadecimal");
        yield return Case("files[1].attributes.checksum", $"\"{Samples.Md5}\"", "patch.files[1].attributes.checksum", "40 hexadecimal");
        yield return Case("files[0].attributes.crc32", "\"\"", Attributes + ".crc32", "required");
        yield return Case("storages[0].targetTypes[0]", "\"FILM\"", "patch.storages[0].targetTypes[0]", "RAWDATA");
        yield return Case("storages[0].storePath", "\"a\\u0000\"", "patch.storages[0].storePath", "NUL");

        // Files together
        yield return Case("files[0].locations[0].storage", "null", "patch.files", "all to store");
    }

    [TestCaseSource(nameof(Spoiled))]
    public void By_field_and_rule(string at, string value, string[] fields, string rule)
    {
        var patch = Samples.Patch();
        Put(patch, at, value);

        var content = Samples.Read(Unpaired(patch.ToJsonString()), out var faults);

        Assert.That(content, Is.Null);
        Assert.That(faults.Select(fault => fault.Field).Distinct(), Is.EqualTo(fields.Take(1)), string.Join("\n", faults));
        Assert.That(faults[0].Rule, Does.Contain(rule));
    }

    [Test]
    public void With_every_fault_at_once()
    {
        var patch = Samples.Patch();
        Put(patch, "files[1].attributes.checksum", "\"short\"");
        Put(patch, "files[0].locations[0].url", "\"s3://bucket/key\"");
        Put(patch, "storages[0].pluginBusinessId", "7");
        Put(patch, "geometry.coordinates[1]", "91");
        Put(patch, "properties.ice.cover", """{"deep":{}}""");
        Put(patch, "nonsense", "{}");

        var content = Samples.Read(patch.ToJsonString(), out var faults);

        Assert.That(content, Is.Null);
        Assert.That(faults.Select(fault => fault.Field), Is.EquivalentTo(new[]
        {
            "patch.files[1].attributes.checksum", "patch.files[0].locations[0].url", "patch.storages[0].pluginBusinessId",
            "patch.geometry.coordinates", "patch.properties.ice.cover", "patch.nonsense",
        }));
    }

    [TestCase("[]")]
    [TestCase("\"REPLACE\"")]
    [TestCase("42")]
    public void When_it_is_no_object(string json)
    {
        var content = Samples.Read(json, out var faults);

        Assert.That(content, Is.Null);
        Assert.That(faults.Single().Field, Is.EqualTo("patch"));
    }

    [Test]
    public void When_a_member_is_given_twice()
    {
        Samples.Read("""{"acknowledgedRecipient":"a","acknowledgedRecipient":"b"}""", out var faults);

        Assert.That(faults.Single().Field, Is.EqualTo("patch.acknowledgedRecipient"));
        Assert.That(faults.Single().Rule, Does.Contain("twice"));
    }

    [Test]
    public void With_long_values_cut_in_the_fault()
    {
        Samples.Read($$"""{"fileUpdateMode":"{{new string('x', 5000)}}"}""", out var faults);

        Assert.That(faults.Single().Value, Has.Length.InRange(200, 210));
    }

    [Test]
    public void With_no_more_faults_than_an_answer_can_bear()
    {
        var entries = string.Join(',', Enumerable.Repeat("1", 5000));

        Samples.Read($$"""{"storages":[{{entries}}]}""", out var faults);

        Assert.That(faults, Has.Count.EqualTo(200));
    }

    static TestCaseData Case(string at, string value, string field, string rule, params string[] more) =>
        new TestCaseData(at, value, (string[])[field, .. more], rule).SetArgDisplayNames(at, value.Length > 30 ? value[..30] : value);

    /// <summary>A node can't hold half a pair, so it travels in disguise.</summary>
    static string Unpaired(string json) => json.Replace("HALF", "\\ud83d", StringComparison.Ordinal);

    static void Put(JsonNode patch, string at, string value)
    {
        var steps = at.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var node = patch;
        foreach (var step in steps[..^1])
            node = node is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        var json = JsonNode.Parse(value.Replace("\\ud83d", "HALF", StringComparison.Ordinal));
        if (node is JsonArray list)
            list[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = json;
        else
            node[steps[^1]] = json;
    }
}
