using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Jobs;

/// <summary>How a client wants an output: in the answer or by a link, and in which media type (null: the usual one).</summary>
sealed record OutputForm(string Name, bool ByReference = false, string? MediaType = null);

/// <summary>How a client wants its results: as one document or raw, and which outputs (null: all of them). Kept with the job.</summary>
sealed record ResultForm(bool IsDocument, IReadOnlyList<OutputForm>? Outputs)
{
    const string Reference = "reference";

    /// <summary>The form of results that nobody asked for over HTTP.</summary>
    public static ResultForm Document { get; } = new(IsDocument: true, Outputs: null);

    public bool HasReferences => Outputs?.Any(output => output.ByReference) ?? false;

    /// <summary>The outputs that are wanted of the process.</summary>
    public IReadOnlyList<OutputForm> OutputsOf(ProcessDescription process) => Outputs ?? [.. process.Outputs.Keys.Select(name => new OutputForm(name))];

    /// <summary>As it is kept with the job.</summary>
    public override string ToString() => JsonSerializer.Serialize(new Kept(IsDocument, Outputs), GatewayJson.Options);

    /// <summary>Reads what <see cref="ToString"/> wrote; null for a document.</summary>
    public static ResultForm Parse(string? kept) =>
        kept is not null && JsonSerializer.Deserialize<Kept>(kept, JsonSerializerOptions.Web) is { } form ? new ResultForm(form.Document, form.Outputs) : Document;

    public static ResultForm Read(JsonElement body, ProcessDescription process, FoundFaults faults) =>
        new(ReadResponse(body, faults), ReadOutputs(body, process, faults));

    static bool ReadResponse(JsonElement body, FoundFaults faults)
    {
        if (!body.TryGetProperty("response", out var response))
            return false;
        if (JsonText.TryRead(response, out var text) && text is "raw" or "document")
            return text == "document";
        faults.Add(new FieldFault("response", Excerpt.Of(response), "must be raw or document"));
        return false;
    }

    /// <summary>An empty object means all outputs, as an absent one does.</summary>
    static List<OutputForm>? ReadOutputs(JsonElement body, ProcessDescription process, FoundFaults faults)
    {
        if (!body.TryGetProperty("outputs", out var outputs))
            return null;
        if (outputs.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new FieldFault("outputs", Excerpt.Of(outputs), "must be an object with the outputs by name"));
            return null;
        }
        var forms = new List<OutputForm>();
        foreach (var output in outputs.EnumerateObject())
        {
            var name = GatewayJson.NameOf(output);
            var field = $"outputs.{name}";
            if (!process.Outputs.TryGetValue(name, out var described) && faults.IsFull)
                faults.LeaveOut();
            else if (described is null)
                faults.Add(new FieldFault(Excerpt.Of(field), null, $"is no output of this process; it has {string.Join(", ", process.Outputs.Keys)}"));
            else if (output.Value.ValueKind != JsonValueKind.Object)
                faults.Add(new FieldFault(field, Excerpt.Of(output.Value), "must be an object with transmissionMode and format"));
            else
                forms.Add(new OutputForm(name, ReadMode(output.Value, field, process, faults), ReadMediaType(output.Value, field, described.Schema, faults)));
        }
        return forms.Count == 0 ? null : forms;
    }

    static bool ReadMode(JsonElement output, string field, ProcessDescription process, FoundFaults faults)
    {
        if (!output.TryGetProperty("transmissionMode", out var mode))
            return false;
        var offered = process.OutputTransmission;
        if (JsonText.TryRead(mode, out var text) && offered.Contains(text))
            return text == Reference;
        faults.Add(new FieldFault($"{field}.transmissionMode", Excerpt.Of(mode), $"must be {string.Join(" or ", offered)}, which this process offers"));
        return false;
    }

    static string? ReadMediaType(JsonElement output, string field, Schema schema, FoundFaults faults)
    {
        if (!output.TryGetProperty("format", out var format))
            return null;
        if (format.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new FieldFault($"{field}.format", Excerpt.Of(format), "must be an object with mediaType"));
            return null;
        }
        if (!format.TryGetProperty("mediaType", out var type))
            return null;
        var offered = MediaType.Of(schema);
        if (JsonText.TryRead(type, out var text) && offered.FirstOrDefault(one => MediaType.Same(one, text)) is { } mediaType)
            return mediaType;
        faults.Add(new FieldFault($"{field}.format.mediaType", Excerpt.Of(type), $"must be {string.Join(" or ", offered)}"));
        return null;
    }

    sealed record Kept(bool Document, IReadOnlyList<OutputForm>? Outputs);
}
