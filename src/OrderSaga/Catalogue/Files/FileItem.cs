using System.Runtime.InteropServices;
using System.Text.Json;
using OrderSaga.Catalogue.Filters;
using OrderSaga.Catalogue.Footprints;
using OrderSaga.Catalogue.Items;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Files;

/// <summary>
/// An item of a catalogue file: its product, or why it is none, and what a search asks of it. Geometry and properties stay the text they
/// were, as few are ever looked at.
/// </summary>
sealed class FileItem
{
    static readonly byte[] Nothing = "{}"u8.ToArray();

    readonly byte[] _properties;
    readonly byte[]? _geometry;
    readonly byte[]? _box;

    FileItem(string place, string fault)
    {
        (Place, Fault) = (place, fault);
        _properties = Nothing;
    }

    FileItem(JsonElement item, string place, ItemMapping mapping)
    {
        Place = place;
        try
        {
            Product = new StacItem(item, mapping).ToProduct();
        }
        catch (InvalidCatalogueException fault)
        {
            Fault = fault.Message;
        }
        // The same text but for items whose product has an id of its own.
        Id = TextOf(item, "id") is { } id && id != Product?.Id ? id : Product?.Id;
        Collection = TextOf(item, "collection") is { } name ? string.Intern(name) : null;
        var properties = JsonText.Member(item, "properties") is { ValueKind: JsonValueKind.Object } given ? given : default;
        Time = ItemTime.Of(properties);
        _properties = properties.ValueKind is JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(properties).ToArray() : Nothing;
        _geometry = Raw(item, "geometry");
        _box = Raw(item, "bbox");
        FootprintFault = Footprint()?.Fault;
    }

    /// <summary>Where it stands in the file.</summary>
    public string Place { get; }

    /// <summary>Null for an item that has none, or one that is no text.</summary>
    public string? Id { get; }

    /// <summary>Null when there is a <see cref="Fault"/>.</summary>
    public CatalogueProduct? Product { get; }

    /// <summary>Why it can't be ordered: field, value and rule.</summary>
    public string? Fault { get; }

    public string? Collection { get; }

    public ItemTime Time { get; }

    /// <summary>What of its footprint could not be read as it stands; null for a sound one.</summary>
    public string? FootprintFault { get; }

    /// <summary>All that is not as it should be.</summary>
    public IEnumerable<string> Faults => new[] { Fault, Time.Fault, FootprintFault, Product?.Remark }.OfType<string>();

    /// <param name="item">May be anything; what is wrong with it is kept as its fault.</param>
    /// <param name="place">See <see cref="Place"/>.</param>
    /// <param name="mapping">Where it holds what an order needs.</param>
    public static FileItem Read(JsonElement item, string place, ItemMapping mapping) => new(item, place, mapping);

    /// <summary>What stands in the place of an item and is not even JSON.</summary>
    public static FileItem Broken(string place, string fault) => new(place, fault);

    /// <summary>Null where it is not known.</summary>
    public bool? Matches(Filter filter)
    {
        using var properties = JsonDocument.Parse(_properties, ItemJson.Document);
        return filter.Evaluate(Filtered(properties));
    }

    /// <summary>The value of one property, id and collection among them.</summary>
    public FilterValue? Value(string property)
    {
        using var properties = JsonDocument.Parse(_properties, ItemJson.Document);
        return Filtered(properties)[property];
    }

    /// <summary>What of a property is no time though STAC has a time under its name; null for a sound one.</summary>
    public string? TimeFault(string property)
    {
        if (!FilteredItem.IsTime(property))
            return null;
        using var properties = JsonDocument.Parse(_properties, ItemJson.Document);
        return ItemTime.FaultOf(properties.RootElement, property);
    }

    /// <summary>Whether the item's footprint shares a point with the area; its heights count where it has some. Null where it is not known.</summary>
    public bool? Meets(Area area, (double Low, double High)? heights) =>
        heights is { } span && Heights() is { } own && (own.Low > span.High || own.High < span.Low) ? false : area.Meets(Footprint());

    FilteredItem Filtered(JsonDocument properties) => new(Id ?? "", Collection, properties.RootElement, Footprint);

    Footprint? Footprint()
    {
        using var geometry = Parsed(_geometry);
        using var box = Parsed(_box);
        return Footprints.Footprint.Read(geometry?.RootElement, box?.RootElement);
    }

    (double Low, double High)? Heights()
    {
        using var box = Parsed(_box);
        return box is null ? null : Box.Read(box.RootElement, out _)?.Heights;
    }

    static JsonDocument? Parsed(byte[]? text) => text is null ? null : JsonDocument.Parse(text, ItemJson.Document);

    static byte[]? Raw(JsonElement item, string name) =>
        JsonText.Member(item, name) is { } value ? JsonMarshal.GetRawUtf8Value(value).ToArray() : null;

    static string? TextOf(JsonElement item, string name) =>
        JsonText.Member(item, name) is { } value && JsonText.TryRead(value, out var text) ? text : null;
}
