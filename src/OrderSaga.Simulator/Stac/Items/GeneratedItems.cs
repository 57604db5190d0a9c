using System.Globalization;
using System.Text.Json;

namespace OrderSaga.Simulator.Stac.Items;

/// <summary>A catalogue of as many products as wanted, each made up when it is looked at.</summary>
sealed class GeneratedItems(int count, long seed, string tenant) : IStacItems
{
    const string EvictionDate = "2043-07-11T00:00:00Z";

    delegate object? Reading(GeneratedProduct product, string tenant);

    // In the order they are written.
    static readonly (string Name, Reading Read)[] Properties =
    [
        ("datetime", (it, _) => Text(it.Start)),
        ("start_datetime", (it, _) => Text(it.Start)),
        ("end_datetime", (it, _) => Text(it.End)),
        ("created", (it, _) => Text(it.Created)),
        ("platform", (it, _) => it.Platform.Name),
        ("product:type", (it, _) => it.Kind.Type),
        ("processing:level", (it, _) => it.Kind.Level),
        ("sat:relative_orbit", (it, _) => (double)it.RelativeOrbit),
        ("sat:orbit_state", (it, _) => it.IsAscending ? "ascending" : "descending"),
        ("eo:cloud_cover", (it, _) => it.CloudCover),
        ("regards:urn", (it, tenant) => it.Urn(tenant)),
        ("regards:model", (it, _) => it.Kind.Model),
        ("file:size", (it, _) => (double)it.Size),
        ("order:status", (it, _) => it.IsOnline ? "succeeded" : "orderable"),
        ("eviction_date", (it, _) => it.IsOnline ? EvictionDate : null),
    ];

    static readonly Dictionary<string, Reading> ByName = Properties.ToDictionary(property => property.Name, property => property.Read, StringComparer.Ordinal);

    public int Count => count;

    public bool AreByDatetime => true;

    public string Id(int item) => Product(item).Id;

    public string? Collection(int item) => Product(item).Kind.Collection;

    public (DateTimeOffset Start, DateTimeOffset End)? Time(int item)
    {
        var product = Product(item);
        return (product.Start, product.End);
    }

    public Rectangle? Box(int item)
    {
        var product = Product(item);
        return new Rectangle(product.West, product.South, product.East, product.North);
    }

    public object? Property(int item, string name) => ByName.TryGetValue(name, out var read) ? read(Product(item), tenant) : null;

    public IEnumerable<int> WithId(string id) => Known(GeneratedProduct.NumberOfId(id)) is { } number && Id(number) == id ? [number] : [];

    public IEnumerable<int> WithUrn(string urn) =>
        Known(GeneratedProduct.NumberOfUrn(urn, seed)) is { } number && Product(number).Urn(tenant) == urn ? [number] : [];

    public void Write(Utf8JsonWriter json, int item)
    {
        var product = Product(item);
        var id = product.Id;
        json.WriteStartObject();
        json.WriteString("type"u8, "Feature"u8);
        json.WriteString("stac_version"u8, "1.0.0"u8);
        json.WriteString("id"u8, id);
        json.WriteString("collection"u8, product.Kind.Collection);
        WriteFootprint(json, product);
        json.WriteStartObject("properties"u8);
        foreach (var (name, read) in Properties)
            Write(json, name, read(product, tenant));
        json.WriteEndObject();
        json.WriteStartArray("links"u8);
        json.WriteEndArray();
        json.WriteStartObject("assets"u8);
        if (product.IsOnline)
        {
            json.WriteStartObject("product"u8);
            json.WriteString("href"u8, "https://archive.example.org/products/" + id);
            json.WriteStartArray("roles"u8);
            json.WriteStringValue("data"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteFootprint(Utf8JsonWriter json, GeneratedProduct product)
    {
        var (west, south, east, north) = (product.West, product.South, product.East, product.North);
        json.WriteStartArray("bbox"u8);
        foreach (var number in (ReadOnlySpan<double>)[west, south, east, north])
            json.WriteNumberValue(number);
        json.WriteEndArray();
        json.WriteStartObject("geometry"u8);
        json.WriteString("type"u8, "Polygon"u8);
        json.WriteStartArray("coordinates"u8);
        json.WriteStartArray();
        foreach (var (longitude, latitude) in (ReadOnlySpan<(double, double)>)[(west, south), (east, south), (east, north), (west, north), (west, south)])
        {
            json.WriteStartArray();
            json.WriteNumberValue(longitude);
            json.WriteNumberValue(latitude);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, object? value)
    {
        if (value is double number)
            json.WriteNumber(name, number);
        else if (value is string text)
            json.WriteString(name, text);
    }

    int? Known(long? number) => number >= 0 && number < count ? (int)number : null;

    GeneratedProduct Product(int item) => new(item, seed);

    static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A 64-bit mixing that can be undone (the finaliser of SplitMix64): from a number to what looks like chance, and back.</summary>
static class Mix
{
    const ulong First = 0xBF58476D1CE4E5B9;
    const ulong Second = 0x94D049BB133111EB;

    static readonly ulong FirstBack = Inverse(First);
    static readonly ulong SecondBack = Inverse(Second);

    public static ulong Of(ulong value)
    {
        value = (value ^ (value >> 30)) * First;
        value = (value ^ (value >> 27)) * Second;
        return value ^ (value >> 31);
    }

    public static ulong Undo(ulong value)
    {
        value = Unshift(value, 31) * SecondBack;
        value = Unshift(value, 27) * FirstBack;
        return Unshift(value, 30);
    }

    static ulong Unshift(ulong value, int by)
    {
        var original = value;
        for (var shift = by; shift < 64; shift += by)
            original = value ^ (original >> by);
        return original;
    }

    /// <summary>The inverse of an odd number modulo 2^64, by Newton's method: each step doubles the right digits.</summary>
    static ulong Inverse(ulong odd)
    {
        var inverse = odd;
        for (var step = 0; step < 6; step++)
            inverse *= 2 - (odd * inverse);
        return inverse;
    }
}
