using System.Globalization;
using System.Text;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Jobs;

/// <summary>Several raw outputs in one body (RFC 2387), each part named by its output (OGC 18-062r2, results raw).</summary>
static class MultipartRelated
{
    public const string MediaType = "multipart/related";

    public static BodyAnswer Of(IReadOnlyList<JobOutput> outputs)
    {
        var boundary = $"output-{Guid.NewGuid():N}";
        var text = new StringBuilder();
        foreach (var (name, value, _, _) in outputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\n")
                .Append("Content-Type: text/plain; charset=utf-8\r\n")
                .Append(CultureInfo.InvariantCulture, $"Content-ID: {name}\r\n\r\n")
                .Append(CultureInfo.InvariantCulture, $"{value}\r\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n");
        return new BodyAnswer(Encoding.UTF8.GetBytes(text.ToString()), $"{MediaType}; type=\"text/plain\"; boundary={boundary}");
    }
}
