using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using OrderSaga.Regards.Answers;
using OrderSaga.Regards.Requests;
using OrderSaga.Texts;

namespace OrderSaga.Tests.Regards;

public sealed class No_message_makes_a_reader_throw
{
    /// <summary>Names that mean something somewhere, and some that break readers.</summary>
    static readonly string[] Names =
    [
        "properties", "geometry", "files", "fileUpdateMode", "file_update_mode", "storages", "acknowledgedRecipient",
        "locations", "url", "storage", "attributes", "dataType", "mimeType", "filename", "filesize", "algorithm", "checksum",
        "crc32", "pluginBusinessId", "storePath", "targetTypes", "type", "coordinates", "geometries", "bbox", "crs",
        "state", "requestId", "requestOwner", "id", "urn", "errors", "lowerBound", "", "\\u0000", "\\ud800", "t\\u0079pe", "\\udc00ype",
    ];

    static readonly string[] Leaves =
    [
        "null", "true", "0", "-1", "1e999", "12345678901234567890", "0.5", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"",
        "\"APPEND\"", "\"REPLACE\"", "\"Point\"", "\"Polygon\"", "\"GeometryCollection\"", "\"MD5\"", "\"RAWDATA\"", "\"PATCH\"",
        "\"GRANTED\"", "\"https://[\"", "\"jar:jar:!/\"", "\"file:\"", "[[0,0],[1,0],[1,1],[0,0]]", "[1,2]",
    ];

    static Gen<string> Value(int size) => size <= 0
        ? Gen.Elements(Leaves)
        : Gen.OneOf(
            Gen.Elements(Leaves),
            Gen.Choose(0, 3).SelectMany(n => Value(size / 2).ArrayOf(n)).Select(parts => $"[{string.Join(',', parts)}]"),
            Members(size));

    static Gen<string> Members(int size) =>
        Gen.Choose(0, 6)
            .SelectMany(n => Gen.Elements(Names).SelectMany(name => Value(size / 2).Select(value => $"\"{name}\":{value}")).ArrayOf(n))
            .Select(parts => $"{{{string.Join(',', parts)}}}");

    static Arbitrary<string> Messages => Gen.Sized(size => Members(Math.Min(size, 32))).ToArbitrary();

    static void ReadAll(JsonElement json, bool snakeCase)
    {
        var faults = new List<Fault>();
        var content = PatchContentReader.Read(json, "patch", faults, snakeCase);
        if (content is null != faults.Count > 0)
            throw new InvalidOperationException("must give either a patch or faults");
        // Faults travel as JSON, so each must be sound text.
        foreach (var fault in faults)
            Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetByteCount(fault.ToString());
        if (content is not null)
        {
            var text = PatchContentReader.Write(content);
            var again = PatchContentReader.Read(Samples.Json(text), "patch", faults);
            if (again is null || PatchContentReader.Write(again) != text)
                throw new InvalidOperationException($"must read back {text}");
        }
        var answer = AnswerReader.Read(json, "polar-night");
        if (answer.Answer is null == answer.Unreadable is null)
            throw new InvalidOperationException("must give either an answer or a reason");
    }

    [Test]
    public void Whatever_its_members_hold() => Prop.ForAll(Messages, ArbMap.Default.ArbFor<bool>(), (message, snakeCase) =>
    {
        using var document = JsonDocument.Parse(message);
        ReadAll(document.RootElement, snakeCase);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    [Test]
    public void Whatever_bytes_it_is() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        AnswerReader.Read(bytes, "polar-night").Unreadable is not null).QuickCheckThrowOnFailure();

    [Test]
    public void With_a_byte_of_it_broken() => Prop.ForAll(Gen.Choose(0, 2000).ToArbitrary(), ArbMap.Default.ArbFor<byte>(), (at, value) =>
    {
        var bytes = Encoding.UTF8.GetBytes(Samples.Patch().ToJsonString());
        bytes[at % bytes.Length] = value;
        AnswerReader.Read(bytes, "polar-night");
        try
        {
            using var document = JsonDocument.Parse(bytes);
            ReadAll(document.RootElement, false);
        }
        catch (JsonException)
        {
            // Not JSON any more: not for the patch reader.
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void However_deep_it_is()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 900)) + "1" + new string('}', 900);
        using var document = JsonDocument.Parse(
            $$"""{"properties":{{deep}},"geometry":{"type":"GeometryCollection","geometries":[{{deep}}]},"type":"PATCH","state":"DENIED","errors":[{{deep}}]}""",
            new JsonDocumentOptions { MaxDepth = 2000 });

        ReadAll(document.RootElement, false);
    }

    [Test]
    public void With_bytes_that_are_no_UTF8_inside_its_text()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"acknowledgedRecipient":"~","properties":{"~":"~"},"type":"PATCH","state":"~"}""");
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = bytes[i] == (byte)'~' ? (byte)0xFF : bytes[i];
        using var document = JsonDocument.Parse(bytes);

        ReadAll(document.RootElement, false);
    }
}
