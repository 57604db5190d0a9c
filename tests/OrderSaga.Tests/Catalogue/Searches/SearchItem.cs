using System.Globalization;

namespace OrderSaga.Tests.Catalogue.Searches;

/// <summary>A STAC item with a rectangular footprint, one line of JSON.</summary>
sealed record SearchItem(string Id)
{
    static int Number;

    public string Urn { get; init; } = CatalogueFiles.Urn(Interlocked.Increment(ref Number));
    public string? Collection { get; init; } = "s1";
    public string? Datetime { get; init; } = "2024-01-01T00:00:00Z";

    /// <summary>West, south, east, north.</summary>
    public double[]? Box { get; init; } = [10, 10, 12, 12];

    /// <summary>Further properties, with a leading comma.</summary>
    public string More { get; init; } = "";

    public override string ToString()
    {
        var box = Box is null ? "null" : $"[{string.Join(',', Box.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";
        return $$"""{"type":"Feature","id":"{{Id}}","collection":{{Text(Collection)}},"bbox":{{box}},"geometry":{{Footprint()}},"properties":{"datetime":{{Text(Datetime)}},"regards:urn":"{{Urn}}","regards:model":"M"{{More}} },"links":[],"assets":{} }""";
    }

    string Footprint()
    {
        if (Box is not [var west, var south, var east, var north])
            return "null";
        // RFC 7946: what crosses the antimeridian is cut there.
        return west <= east
            ? $$"""{"type":"Polygon","coordinates":[{{Ring(west, south, east, north)}}]}"""
            : $$"""{"type":"MultiPolygon","coordinates":[[{{Ring(west, south, 180, north)}}],[{{Ring(-180, south, east, north)}}]]}""";
    }

    static string Ring(double west, double south, double east, double north) => string.Create(CultureInfo.InvariantCulture,
        $"[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]");

    static string Text(string? text) => text is null ? "null" : $"\"{text}\"";
}
