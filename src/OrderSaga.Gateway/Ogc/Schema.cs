namespace OrderSaga.Gateway.Ogc;

/// <summary>The part of OpenAPI 3.0's schema that our descriptions need (OGC 18-062r2, schema.yaml); no references, which its published form can't hold.</summary>
sealed record Schema
{
    /// <summary>A bounding box (OGC 18-062r2, bbox.yaml).</summary>
    public const string BboxFormat = "ogc-bbox";

    /// <summary>How OpenAPI 3.0 tells bytes, which come as base64.</summary>
    public const string Binary = "binary";

    /// <summary>The end of a pattern, and not before a last line break, where some readers of patterns see an end too.</summary>
    public const string End = @"$(?!\n)";

    // As .NET has them; readers of patterns differ in what \s is.
    const string Blanks = @"\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

    public string? Title { get; init; }
    public string? Description { get; init; }
    public string? Type { get; init; }
    public string? Format { get; init; }
    public object? Default { get; init; }
    public object? Example { get; init; }
    public long? Minimum { get; init; }
    public long? Maximum { get; init; }
    public bool? Nullable { get; init; }
    public string? Pattern { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }
    public IReadOnlyList<string?>? Enum { get; init; }
    public Schema? Items { get; init; }
    public IReadOnlyDictionary<string, Schema>? Properties { get; init; }
    public IReadOnlyList<string>? Required { get; init; }
    public bool? AdditionalProperties { get; init; }
    public IReadOnlyList<Schema>? OneOf { get; init; }
    public IReadOnlyList<Schema>? AnyOf { get; init; }
    public IReadOnlyList<Schema>? AllOf { get; init; }
    public string? ContentMediaType { get; init; }
    public string? ContentEncoding { get; init; }

    public static Schema Text(int? longest = null, string? format = null) =>
        new() { Type = "string", MinLength = longest is null ? null : 1, MaxLength = longest, Format = format };

    /// <summary>One line that says something: at most so many letters, not all of them blanks, none a control character.</summary>
    public static Schema Line(int longest) => Text(longest) with { Pattern = $@"^(?=[^\n]*[^{Blanks}])[^\u0000-\u001f\u007f-\u009f]+{End}" };

    /// <summary>A text that says something, as long as it may be.</summary>
    public static Schema Filled(int? longest = null) => Text(longest) with { Pattern = $@"^[^\u0000]*[^\u0000{Blanks}][^\u0000]*$" };

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

    /// <summary>The same for what is given: members that are not required may be null, as if they were not there.</summary>
    public static Schema Given(IReadOnlyList<string> required, params (string Name, Schema Schema)[] members) =>
        Object(required, [.. members.Select(member => required.Contains(member.Name) ? member : member with { Schema = member.Schema.OrNull() })]);

    /// <summary>Bytes of a media type, as base64.</summary>
    public static Schema Content(string mediaType) =>
        new() { Type = "string", Pattern = @"^\s*(([A-Za-z0-9+/]\s*){4})*(([A-Za-z0-9+/]\s*){4}|([A-Za-z0-9+/]\s*){3}=\s*|([A-Za-z0-9+/]\s*){2}=\s*=\s*)" + End, ContentEncoding = Binary, ContentMediaType = mediaType };

    /// <summary>The same, or null for nothing. A bounding box, as the standard writes it, has no type that could leave null out.</summary>
    public Schema OrNull() => AllOf is not null ? this : this with { Nullable = true, Enum = Enum is null ? null : [.. Enum, null] };

    /// <summary>As the standard writes it; each part has its format, which conformance tests ask for.</summary>
    public static Schema Bbox() => new() { AllOf = [new Schema { Format = BboxFormat }] };

    public static Schema Choice(params IReadOnlyList<Schema> schemas) => new() { OneOf = schemas };
}

/// <summary>How RFC 3339 times look, as regular expressions of ECMA 262; whether there is such a day they can't tell.</summary>
static class TimePatterns
{
    const string Date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

    const string DateTime = Date + @"[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

    const string End = $@"({DateTime}|{Date}|\.\.|)";

    /// <summary>An instant, or an interval of which one end may be open.</summary>
    public const string Range = $@"^(?!(\.\.)?/(\.\.)?$)({DateTime}|{End}/{End}){Schema.End}";
}
