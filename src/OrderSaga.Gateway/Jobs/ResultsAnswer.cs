using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Jobs;

/// <summary>Outputs in the form their client asked for (OGC 18-062r2, the table of execute answers).</summary>
sealed class ResultsAnswer(Addresses addresses)
{
    /// <param name="form">Document or raw, and which outputs.</param>
    /// <param name="process">Its outputs are what a client gets that names none.</param>
    /// <param name="outputs">All that there are, in the description's order.</param>
    /// <param name="job">Whose outputs they are; only then there is something that references can lead to.</param>
    /// <param name="links">Further Link headers.</param>
    public IResult Of(ResultForm form, ProcessDescription process, IReadOnlyList<JobOutput> outputs, Job? job, params IReadOnlyList<Link> links)
    {
        var asked = form.OutputsOf(process);
        var given = Given(asked, outputs, job);
        if (form.IsDocument)
            return BodyAnswer.Json(Document(given), links);
        return (asked.Count, given) switch
        {
            (_, []) => new LinksAnswer(links),
            _ when given.All(output => output.Reference is not null) => new LinksAnswer([.. given.Select(output => output.Reference!), .. links]),
            (1, [var only]) => RawOutput.Of(only.Output, only.MediaType).Answer(links),
            _ => MultipartRelated.Of(given, links),
        };
    }

    /// <summary>
    /// The same while the client waits. The standard lets the request decide; a client that speaks of both forms in Accept and would rather
    /// have JSON gets the document.
    /// </summary>
    public IResult Of(ResultForm form, ProcessDescription process, IReadOnlyList<JobOutput> outputs, Job? job, HttpRequest request, params IReadOnlyList<Link> links)
    {
        var asked = Of(form, process, outputs, job, links);
        var accepted = Acceptance.Of(request);
        return TypeOf(asked) is var type && accepted.Knows(type) && accepted.Prefer(type, MediaType.Json) == MediaType.Json && type != MediaType.Json
            ? BodyAnswer.Json(Document(Given(form.OutputsOf(process), outputs, job)), links)
            : asked;
    }

    /// <summary>The media type of an answer without its parameters; one that nobody names where there is no body.</summary>
    public static string TypeOf(IResult answer) => answer is BodyAnswer { MediaType: var type } ? MediaType.Bare(type) : "none/none";

    /// <summary>The outputs as parts, however many.</summary>
    public IResult Parts(ResultForm form, Job job, IReadOnlyList<JobOutput> outputs) =>
        MultipartRelated.Of(Given(form.OutputsOf(job.Kind.Process), outputs, job), []);

    /// <summary>The results document (OGC 18-062r2, results.yaml).</summary>
    public IReadOnlyDictionary<string, object> Document(ResultForm form, Job job, IReadOnlyList<JobOutput> outputs) =>
        Document(Given(form.OutputsOf(job.Kind.Process), outputs, job));

    /// <summary>The same of an answer without a job.</summary>
    public IReadOnlyDictionary<string, object> Document(ResultForm form, ProcessDescription process, IReadOnlyList<JobOutput> outputs) =>
        Document(Given(form.OutputsOf(process), outputs, job: null));

    static Dictionary<string, object> Document(List<GivenOutput> given) => given.ToDictionary(output => output.Output.Name, DocumentValue);

    static object DocumentValue(GivenOutput given) => given switch
    {
        { Reference: { } link } => new OutputLink(link.Href, link.Type),
        { Output: { Encoding: not null } output } => new QualifiedValue(output.Value, output.MediaType, output.Encoding),
        // A bare object fits nothing in the standard's schema, but for a bounding box and a link.
        { Output.Value: { ValueKind: JsonValueKind.Object } value } when !value.TryGetProperty("bbox", out _) && !value.TryGetProperty("href", out _) => new QualifiedValue(value),
        _ => given.Output.Value,
    };

    /// <summary>What is there of what was asked for, in the description's order.</summary>
    List<GivenOutput> Given(IReadOnlyList<OutputForm> asked, IReadOnlyList<JobOutput> outputs, Job? job)
    {
        var forms = asked.ToDictionary(form => form.Name);
        return
        [
            .. from output in outputs
               let form = forms.GetValueOrDefault(output.Name)
               where form is not null
               select new GivenOutput(output, form.MediaType, form.ByReference && job is not null ? LinkOf(job, output, form.MediaType) : null),
        ];
    }

    Link LinkOf(Job job, JobOutput output, string? mediaType) =>
        new(addresses.Output(job.Id, output.Name), Relations.Results, RawOutput.Of(output, mediaType).MediaType, output.Name);

    sealed record OutputLink(string Href, string? Type);

    sealed record QualifiedValue(JsonElement Value, string? MediaType = null, string? Encoding = null);
}

/// <summary>An output that was asked for.</summary>
/// <param name="MediaType">In which it was asked for; null for the usual one.</param>
/// <param name="Reference">Where it is, when it was asked for by reference.</param>
sealed record GivenOutput(JobOutput Output, string? MediaType, Link? Reference);

/// <summary>204: outputs by reference alone, each in a Link header (OGC 18-062r2, job-creation-sync-raw-ref), or none at all.</summary>
sealed class LinksAnswer(IReadOnlyList<Link> links) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        if (links.Count > 0)
            httpContext.Response.Headers.Link = links.Select(link => link.Header).ToArray();
        return Task.CompletedTask;
    }
}

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
