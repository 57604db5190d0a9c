using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Orders;

/// <summary>What a patch of a product may hold, as far as a schema can say it.</summary>
static class PatchSchemas
{
    public const int MostFiles = 100;
    public const int MostStorages = 200;

    const int MostTargetTypes = 100;

    const int LeastOfLine = 2;
    const int LeastOfRing = 4;

    static readonly Schema Number = new() { Type = "number" };

    /// <summary>Longitude, latitude and perhaps altitude.</summary>
    static readonly Schema Position = Schema.List(Number, 3) with { MinItems = 2 };

    static readonly Schema Line = Some(Position, LeastOfLine);
    static readonly Schema Rings = Some(Some(Position, LeastOfRing));

    // What REGARDS knows; another word is read as nothing there.
    static readonly Schema DataType = Schema.OneOfWords(
        "RAWDATA", "QUICKLOOK_SD", "QUICKLOOK_MD", "QUICKLOOK_HD", "DOCUMENT", "THUMBNAIL", "OTHER", "AIP", "DESCRIPTION");

    public static Schema File { get; } = Schema.Given(
        ["locations", "attributes"],
        ("locations", Some(Schema.Given(["url"], ("url", Matching(@"^[A-Za-z][A-Za-z0-9+.-]*:[^\s#\u0000-\u001f]+")), ("storage", Schema.Filled()))) with { MaxItems = MostFiles }),
        ("attributes", Schema.Given(
            ["dataType", "mimeType", "filename", "filesize", "algorithm", "checksum"],
            ("dataType", DataType),
            ("mimeType", Matching(@"^[^/\s]+/[^/\s]+.*")),
            ("filename", Schema.Filled()),
            ("filesize", Schema.Integer(0, long.MaxValue, "int64")),
            ("algorithm", Matching("^([Mm][Dd][25]|[Ss][Hh][Aa](-?1|-224|-256|-384|-512(/224|/256)?)?|[Ss][Hh][Aa]3-(224|256|384|512))")),
            ("checksum", Matching("^[0-9A-Fa-f]+")),
            ("crc32", Schema.Filled()))));

    public static Schema Storage { get; } = Schema.Given(
        ["pluginBusinessId"],
        ("pluginBusinessId", Schema.Filled()), ("storePath", Schema.Text()), ("targetTypes", Schema.List(DataType, MostTargetTypes)));

    /// <summary>A GeoJSON geometry (RFC 7946); of a collection the parts are told no further.</summary>
    public static Schema Geometry { get; } = new()
    {
        Type = "object",
        Format = "geojson-geometry",
        Required = ["type"],
        Properties = new Dictionary<string, Schema>
        {
            ["type"] = Schema.OneOfWords("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"),
            ["bbox"] = (Schema.List(Number) with { AnyOf = FourOrSix }).OrNull(),
            ["crs"] = Schema.Text().OrNull(),
        },
        AnyOf =
        [
            Of("Point", "coordinates", Position),
            Of("MultiPoint", "coordinates", Some(Position)),
            Of("LineString", "coordinates", Line),
            Of("MultiLineString", "coordinates", Some(Line)),
            Of("Polygon", "coordinates", Rings),
            Of("MultiPolygon", "coordinates", Some(Rings)),
            Of("GeometryCollection", "geometries", Some(new Schema { Type = "object" })),
        ],
    };

    /// <summary>The lengths that the numbers of a bounding box can have.</summary>
    public static IReadOnlyList<Schema> FourOrSix => [new() { MinItems = 4, MaxItems = 4 }, new() { MinItems = 6, MaxItems = 6 }];

    static Schema Of(string type, string member, Schema parts) => new()
    {
        Required = [member],
        Properties = new Dictionary<string, Schema> { ["type"] = new() { Enum = [type] }, [member] = parts },
    };

    static Schema Some(Schema items, int least = 1) => Schema.List(items) with { MinItems = least };

    static Schema Matching(string pattern) => Schema.Text() with { Pattern = pattern + Schema.End };
}
