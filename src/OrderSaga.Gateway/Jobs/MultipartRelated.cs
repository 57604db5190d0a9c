using System.Security.Cryptography;
using System.Text;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Jobs;

/// <summary>Several outputs as parts of one body, each with its name in Content-ID; one by reference is empty and says where it is (OGC 18-062r2, results raw; RFC 2387).</summary>
static class MultipartRelated
{
    public const string MediaType = "multipart/related";

    public static BodyAnswer Of(IReadOnlyList<GivenOutput> outputs, IReadOnlyList<Link> links)
    {
        var parts = outputs.Select(PartOf).ToList();
        // The same outputs have the same boundary, so that HEAD tells what GET tells; and no output can hold a digest of itself.
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            digest.AppendData(part.Head);
            digest.AppendData(part.Body);
        }
        var boundary = $"output-{Convert.ToHexStringLower(digest.GetHashAndReset().AsSpan(0, 16))}";

        using var body = new MemoryStream();
        foreach (var (head, content, _) in parts)
        {
            Write(body, $"--{boundary}\r\n");
            body.Write(head);
            body.Write(content);
            Write(body, "\r\n");
        }
        Write(body, $"--{boundary}--\r\n");
        var rootType = parts.Count == 0 ? Ogc.MediaType.Text : Ogc.MediaType.Bare(parts[0].MediaType);
        return new BodyAnswer(body.ToArray(), $"{MediaType}; type=\"{rootType}\"; boundary={boundary}") { Links = links };
    }

    static (byte[] Head, byte[] Body, string MediaType) PartOf(GivenOutput given)
    {
        var content = given.Reference is { } link ? new RawOutput([], link.Type!) : RawOutput.Of(given.Output, given.MediaType);
        var location = given.Reference is { } reference ? $"Content-Location: {reference.Href}\r\n" : "";
        var head = $"Content-Type: {content.MediaType}\r\nContent-ID: {given.Output.Name}\r\n{location}\r\n";
        return (Encoding.UTF8.GetBytes(head), content.Body, content.MediaType);
    }

    static void Write(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
