using System.Text.Json.Serialization;

namespace OrderSaga.Gateway.Ogc;

/// <summary>What the process list tells of a process (OGC 18-062r2, processSummary.yaml).</summary>
record ProcessSummary
{
    public required string Id { get; init; }
    public required string Version { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public IReadOnlyList<string>? Keywords { get; init; }
    public required IReadOnlyList<string> JobControlOptions { get; init; }
    public required IReadOnlyList<string> OutputTransmission { get; init; }
    public IReadOnlyList<Link>? Links { get; init; }

    /// <summary>A second name that it goes by, such as the one in ESA's interface; the settings may take it away, or give others.</summary>
    [JsonIgnore]
    public string? Alias { get; init; }
}

/// <summary>A process with inputs and outputs in their order (OGC 18-062r2, process.yaml).</summary>
sealed record ProcessDescription : ProcessSummary
{
    [JsonPropertyOrder(1)]
    public required IReadOnlyDictionary<string, InputDescription> Inputs { get; init; }

    [JsonPropertyOrder(2)]
    public required IReadOnlyDictionary<string, OutputDescription> Outputs { get; init; }

    /// <summary>Without inputs and outputs.</summary>
    public ProcessSummary Summary(IReadOnlyList<Link> links) => new()
    {
        Id = Id,
        Version = Version,
        Title = Title,
        Description = Description,
        Keywords = Keywords,
        JobControlOptions = JobControlOptions,
        OutputTransmission = OutputTransmission,
        Links = links,
    };
}

/// <param name="MinOccurs">0 for an optional input, which may be null too: many clients write what they do not set as null.</param>
sealed record InputDescription(string Title, Schema Schema, int MinOccurs = 1, string? Description = null)
{
    public Schema Schema { get; init; } = MinOccurs == 0 ? Schema.OrNull() : Schema;
}

sealed record OutputDescription(string Title, Schema Schema, string? Description = null);
