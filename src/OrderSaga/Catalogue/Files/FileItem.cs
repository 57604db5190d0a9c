using System.Runtime.InteropServices;
using System.Text.Json;
using OrderSaga.Catalogue.Filters;
using OrderSaga.Catalogue.Geometries;
using OrderSaga.Catalogue.Items;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Files;

/// <summary>An item of a catalogue file: its product, and what a search asks of it. Geometry and properties stay the text they were, as few are ever looked at.</summary>
sealed class FileItem
{
    readonly string _id;
    readonly byte[] _properties;
    readonly byte[]? _geometry;
    readonly double[]? _heights;

    FileItem(JsonElement item, CatalogueProduct product)
    {
        var properties = item.GetProperty("properties");
        Product = product;
        // The same text but for items whose product has an id of its own.
        var id = item.GetProperty("id").GetString()!;
        _id = id == product.Id ? product.Id : id;
        Collection = JsonText.Member(item, "collection") is { } collection && JsonText.TryRead(collection, out var name) ? string.Intern(name) : null;
        Start = Time(properties, "start_datetime") ?? Time(properties, "datetime");
        End = Time(properties, "end_datetime") ?? Time(properties, "datetime");
        Datetime = Time(properties, "datetime") ?? Start;
        _properties = JsonMarshal.GetRawUtf8Value(properties).ToArray();
        var box = JsonText.Member(item, "bbox");
        if ((JsonText.Member(item, "geometry") ?? box) is { } footprint)
            _geometry = JsonMarshal.GetRawUtf8Value(footprint).ToArray();
        if (box is { } given && Box.Read(given)?.Heights is { } heights)
            _heights = [heights.Low, heights.High];
    }

    public CatalogueProduct Product { get; }

    public string? Collection { get; }

    /// <summary>What the item is sorted by: <c>datetime</c>, or the beginning of an item that lasts. UTC; null when it has no time.</summary>
    public DateTime? Datetime { get; }

    /// <summary>UTC; beginning and end of the item's time, the same for an instant.</summary>
    public DateTime? Start { get; }

    public DateTime? End { get; }

    /// <exception cref="InvalidCatalogueException">The item breaks a rule; the message names field, value and rule.</exception>
    public static FileItem Read(JsonElement item, ItemMapping mapping) => new(item, new StacItem(item, mapping).ToProduct());

    public bool Matches(Filter filter)
    {
        using var properties = JsonDocument.Parse(_properties);
        return filter.Matches(Filtered(properties));
    }

    /// <summary>The value of one property, id and collection among them.</summary>
    public FilterValue? Value(string property)
    {
        using var properties = JsonDocument.Parse(_properties);
        return Filtered(properties)[property];
    }

    /// <summary>Whether the item's geometry shares a point with the area; its heights count where it has some.</summary>
    public bool Meets(Geometry area, (double Low, double High)? heights) =>
        (heights is not { } span || _heights is not { } own || (own[0] <= span.High && own[1] >= span.Low)) && Footprint()?.Meets(area) is true;

    FilteredItem Filtered(JsonDocument properties) => new(_id, Collection, properties.RootElement, Footprint);

    Geometry? Footprint()
    {
        if (_geometry is null)
            return null;
        using var json = JsonDocument.Parse(_geometry);
        return json.RootElement.ValueKind is JsonValueKind.Array ? Box.Read(json.RootElement)?.ToGeometry() : GeoJson.Read(json.RootElement);
    }

    static DateTime? Time(JsonElement properties, string name) =>
        JsonText.Member(properties, name) is { } value && JsonText.TryRead(value, out var text) && Instants.TryReadAny(text, out var time) ? time : null;
}
