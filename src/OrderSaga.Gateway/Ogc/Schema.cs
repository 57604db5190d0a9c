namespace OrderSaga.Gateway.Ogc;

/// <summary>The part of OpenAPI 3.0's schema that our descriptions need (OGC 18-062r2, schema.yaml); no references, which its published form can't hold.</summary>
sealed record Schema
{
    /// <summary>A bounding box (OGC 18-062r2, bbox.yaml).</summary>
    public const string BboxFormat = "ogc-bbox";

    /// <summary>How OpenAPI 3.0 tells bytes, which come as base64.</summary>
    public const string Binary = "binary";

    public string? Title { get; init; }
    public string? Description { get; init; }
    public string? Type { get; init; }
    public string? Format { get; init; }
    public object? Default { get; init; }
    public object? Example { get; init; }
    public long? Minimum { get; init; }
    public long? Maximum { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }
    public IReadOnlyList<string>? Enum { get; init; }
    public Schema? Items { get; init; }
    public IReadOnlyDictionary<string, Schema>? Properties { get; init; }
    public IReadOnlyList<string>? Required { get; init; }
    public bool? AdditionalProperties { get; init; }
    public IReadOnlyList<Schema>? OneOf { get; init; }
    public IReadOnlyList<Schema>? AllOf { get; init; }
    public string? ContentMediaType { get; init; }
    public string? ContentEncoding { get; init; }

    public static Schema Text(int? longest = null, string? format = null) =>
        new() { Type = "string", MinLength = longest is null ? null : 1, MaxLength = longest, Format = format };

    public static Schema OneOfWords(params IReadOnlyList<string> words) => new() { Type = "string", Enum = words };

    public static Schema Integer(long least, long? most = null, string? format = null, long? usual = null) =>
        new() { Type = "integer", Minimum = least, Maximum = most, Format = format, Default = usual };

    public static Schema List(Schema items, int? most = null) => new() { Type = "array", Items = items, MaxItems = most };

    public static Schema Object(IReadOnlyList<string> required, params (string Name, Schema Schema)[] members) => new()
    {
        Type = "object",
        Required = required.Count == 0 ? null : required,
        Properties = members.ToDictionary(member => member.Name, member => member.Schema),
        AdditionalProperties = false,
    };

    /// <summary>Bytes of a media type, as base64.</summary>
    public static Schema Content(string mediaType) => new() { Type = "string", ContentEncoding = Binary, ContentMediaType = mediaType };

    /// <summary>As the standard writes it; each part has its format, which conformance tests ask for.</summary>
    public static Schema Bbox() => new() { AllOf = [new Schema { Format = BboxFormat }] };

    public static Schema Choice(params IReadOnlyList<Schema> schemas) => new() { OneOf = schemas };
}
