using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using OrderSaga.Regards.Requests;

namespace OrderSaga.Tests.Regards;

public sealed class A_request_is_written
{
    static JsonNode Body(PatchRequest request) => JsonNode.Parse(PatchRequestWriter.Write(request).Body.Span)!;

    static string[] Names(JsonNode? node) => [.. node!.AsObject().Select(member => member.Key)];

    [Test]
    public void With_the_least_a_patch_can_say()
    {
        var body = Body(Samples.Request());

        Assert.That(JsonNode.DeepEquals(body, JsonNode.Parse($$"""
            {
              "metadata": { "storages": [], "priority": "NORMAL" },
              "feature": {
                "type": "Feature", "id": "ICE-CHART-0042", "urn": "{{Samples.Urn}}",
                "entityType": "DATA", "model": "ICE_CHART", "properties": {}
              }
            }
            """)), Is.True, body.ToJsonString());
    }

    [Test]
    public void With_all_it_can_say()
    {
        var patch = Samples.Patch();

        var body = Body(Samples.Request() with { Content = Samples.Content(), Priority = PatchPriority.High });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names(body["metadata"]), Is.EquivalentTo(new[] { "storages", "priority", "acknowledgedRecipient" }));
            Assert.That(body["metadata"]!["priority"]!.GetValue<string>(), Is.EqualTo("HIGH"));
            Assert.That(JsonNode.DeepEquals(body["metadata"]!["storages"], patch["storages"]), Is.True);
            Assert.That(Names(body["feature"]), Is.EquivalentTo(new[]
            {
                "type", "id", "urn", "entityType", "model", "geometry", "properties", "files",
            }));
            foreach (var name in new[] { "geometry", "properties", "files" })
                Assert.That(JsonNode.DeepEquals(body["feature"]![name], patch[name]), Is.True, name);
        }
    }

    [Test]
    public void Without_a_null_for_what_is_not_said()
    {
        var content = Samples.Content();
        var unsaid = content with
        {
            Properties = Samples.Json("{}"),
            Geometry = Samples.Json("null"),
            Files = [content.Files[0] with { Locations = [new PatchFileLocation("https://vault.example.net/a")], Attributes = content.Files[0].Attributes with { Crc32 = null } }],
            Storages = [new StorageTarget("ColdVault", null, [])],
        };

        var text = System.Text.Encoding.UTF8.GetString(PatchRequestWriter.Write(Samples.Request() with { Content = unsaid }).Body.Span);

        Assert.That(text, Does.Not.Contain("null").And.Not.Contain("\n").And.Not.Contain("geometry"));
    }

    [Test]
    public void With_a_null_attribute_that_unsets_a_property()
    {
        var body = Body(Samples.Request() with { Content = PatchContent.Empty with { Properties = Samples.Json("""{ "ice" : { "remark" : null } }""") } });

        Assert.That(body["feature"]!["properties"]!.ToJsonString(), Is.EqualTo("""{"ice":{"remark":null}}"""));
    }

    [Test]
    public void With_the_headers_REGARDS_wants()
    {
        var message = PatchRequestWriter.Write(Samples.Request() with { AmqpPriority = 200 });

        Assert.That(message.Headers, Is.EquivalentTo(new Dictionary<string, string>
        {
            ["regards.tenant"] = "polar-night",
            ["regards.request.id"] = "c9d1f0a4-5e6b-4c3d-9a8b-7f6e5d4c3b2a",
            ["regards.request.date"] = "2026-01-09T04:30:05Z",
            ["regards.request.owner"] = "chart-office",
            ["regards.type"] = "fr.cnes.regards.modules.feature.dto.event.in.FeatureUpdateRequestEvent",
            ["__TypeId__"] = "fr.cnes.regards.modules.feature.dto.event.in.FeatureUpdateRequestEvent",
            ["regards.converter"] = "GSON",
        }));
        Assert.That(message.ContentType, Is.EqualTo("application/json"));
        Assert.That(message.ContentEncoding, Is.EqualTo("UTF-8"));
        Assert.That(message.Priority, Is.EqualTo(200));
    }

    [TestCase(true, FileUpdateMode.Replace, "REPLACE")]
    [TestCase(true, FileUpdateMode.Append, "APPEND")]
    [TestCase(true, null, null)]
    [TestCase(false, FileUpdateMode.Replace, null)]
    public void With_a_file_mode_only_where_there_are_files(bool withFiles, FileUpdateMode? mode, string? header)
    {
        var content = Samples.Content() with { FileUpdateMode = mode };

        var message = PatchRequestWriter.Write(Samples.Request() with { Content = withFiles ? content : content with { Files = [] } });

        Assert.That(message.Headers.GetValueOrDefault("regards.request.file_update_mode"), Is.EqualTo(header));
    }

    [TestCase(0, "2026-01-09T04:30:05Z")]
    [TestCase(5_000_000, "2026-01-09T04:30:05.5Z")]
    [TestCase(1_234_560, "2026-01-09T04:30:05.123456Z")]
    [TestCase(9_999_999, "2026-01-09T04:30:05.999999Z")]
    [TestCase(9, "2026-01-09T04:30:05Z")]
    public void With_its_date_in_microseconds_at_most(long ticks, string text)
    {
        var request = Samples.Request();

        var message = PatchRequestWriter.Write(request with { RequestDate = request.RequestDate.AddTicks(ticks) });

        Assert.That(message.Headers["regards.request.date"], Is.EqualTo(text));
    }

    [TestCase(PatchPriority.Low, "LOW")]
    [TestCase(PatchPriority.Normal, "NORMAL")]
    [TestCase(PatchPriority.High, "HIGH")]
    public void With_a_priority_by_name(PatchPriority priority, string text) =>
        Assert.That(Body(Samples.Request() with { Priority = priority })["metadata"]!["priority"]!.GetValue<string>(), Is.EqualTo(text));

    [Test]
    public void In_UTF8_whatever_the_alphabet()
    {
        var message = PatchRequestWriter.Write(Samples.Request() with { ProviderId = "Île-Ø \"7\" \U0001F9CA" });

        using var body = JsonDocument.Parse(message.Body);
        Assert.That(body.RootElement.GetProperty("feature").GetProperty("id").GetString(), Is.EqualTo("Île-Ø \"7\" \U0001F9CA"));
    }
}
