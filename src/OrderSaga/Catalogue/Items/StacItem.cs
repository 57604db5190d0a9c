using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Items;

/// <summary>
/// Reads one STAC item as a product. Members used: <c>id</c> and <c>collection</c>; of <c>properties</c> <c>regards:urn</c>, <c>regards:model</c>,
/// <c>regards:entity_type</c> (default DATA), <c>file:size</c> in bytes (or the sum over the assets) and <c>created</c>; what
/// <see cref="Availability"/> reads of <c>properties</c> and <c>assets</c>. The mapping can name other properties.
/// </summary>
sealed class StacItem(JsonElement item, ItemMapping mapping)
{
    const string DefaultEntityType = "DATA";
    const string UrnPrefix = "URN:";

    static readonly string[] EntityTypes = [DefaultEntityType, "DATASET", "COLLECTION"];

    /// <exception cref="InvalidCatalogueException">The item breaks a rule; the message names field, value and rule.</exception>
    public CatalogueProduct ToProduct()
    {
        if (item.ValueKind is not JsonValueKind.Object || Text(item, "type", "type") is not "Feature")
            throw Fault("type", JsonText.Member(item, "type"), "a STAC item is an object with \"type\": \"Feature\"");
        if (JsonText.Member(item, "properties") is not { ValueKind: JsonValueKind.Object } properties)
            throw Fault("properties", JsonText.Member(item, "properties"), "must be an object");

        var id = Required(item, "id", "id");
        var assets = Assets();
        var availability = Availability.Of(item, properties, assets, mapping);

        var productId = mapping.IdProperty is { } named ? Required(properties, named, "properties." + named) : id;
        return new CatalogueProduct(
            productId,
            Urn(properties, id),
            Model(properties),
            EntityType(properties),
            Size(properties, assets),
            availability.Online,
            availability.Ends,
            availability.Href)
        {
            Collection = Text(item, "collection", "collection") is { } collection ? string.Intern(collection) : null,
            ItemId = productId == id ? null : id,
            // Of a time that can't be read nothing is known, as of one that is not there.
            Created = ItemTime.Read(properties, "created")?.First,
            Remark = ItemTime.FaultOf(properties, "created") is { } fault ? $"{fault}; it counts as there all along" : null,
        };
    }

    string Urn(JsonElement properties, string id)
    {
        var field = "properties." + mapping.UrnProperty;
        if (mapping.UrnProperty is null || (Text(properties, mapping.UrnProperty, field) is null && id.StartsWith(UrnPrefix, StringComparison.Ordinal)))
        {
            return id.StartsWith(UrnPrefix, StringComparison.Ordinal)
                ? id
                : throw Fault("id", JsonText.Member(item, "id"), "must be a REGARDS URN, which starts with URN:");
        }
        var urn = Required(properties, mapping.UrnProperty, field);
        return urn.StartsWith(UrnPrefix, StringComparison.Ordinal)
            ? urn
            : throw Fault(field, JsonText.Member(properties, mapping.UrnProperty), "must be a REGARDS URN, which starts with URN:");
    }

    string Model(JsonElement properties)
    {
        const string field = "properties.regards:model";
        return mapping.DefaultModel is { } model && Text(properties, "regards:model", field) is null
            ? model
            : string.Intern(Required(properties, "regards:model", field));
    }

    static string EntityType(JsonElement properties)
    {
        var text = Text(properties, "regards:entity_type", "properties.regards:entity_type") ?? DefaultEntityType;
        var known = Array.IndexOf(EntityTypes, text);
        return known >= 0
            ? EntityTypes[known]
            : throw Fault("properties.regards:entity_type", JsonText.Member(properties, "regards:entity_type"), "must be one of " + string.Join(", ", EntityTypes));
    }

    static long? Size(JsonElement properties, List<ItemAsset> assets)
    {
        if (Bytes(properties, "properties") is { } own)
            return own;

        long? sum = null;
        foreach (var (field, asset) in assets)
        {
            if (Bytes(asset, field) is not { } size)
                continue;
            if (size > long.MaxValue - (sum ?? 0))
                throw Fault(field + ".file:size", JsonText.Member(asset, "file:size"), "the sizes of all assets together must stay below 2^63 bytes");
            sum = (sum ?? 0) + size;
        }

        return sum;
    }

    static long? Bytes(JsonElement holder, string field)
    {
        if (JsonText.Member(holder, "file:size") is not { } size)
            return null;
        if (JsonNumber.TryReadWhole(size, out var bytes) && bytes >= 0)
            return bytes;
        var isHuge = size.ValueKind is JsonValueKind.Number && size.GetDouble() >= long.MaxValue;
        throw Fault(field + ".file:size", size, isHuge ? "must stay below 2^63 bytes" : "must be a whole number of bytes, 0 or more");
    }

    List<ItemAsset> Assets()
    {
        if (JsonText.Member(item, "assets") is not { } assets)
            return [];
        if (assets.ValueKind is not JsonValueKind.Object)
            throw Fault("assets", assets, "must be an object");

        var read = new List<ItemAsset>();
        foreach (var asset in assets.EnumerateObject())
        {
            var field = JsonText.TryReadName(asset, out var name) ? "assets." + name : "assets";
            if (asset.Value.ValueKind is not JsonValueKind.Object)
                throw Fault(field, asset.Value, "must be an object");
            read.Add(new ItemAsset(field, asset.Value));
        }

        return read;
    }

    internal static string Required(JsonElement holder, string name, string field) =>
        Text(holder, name, field) is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw Fault(field, JsonText.Member(holder, name), "must be a text that is not blank");

    internal static string? Text(JsonElement holder, string name, string field) => JsonText.Member(holder, name) switch
    {
        null => null,
        var other => JsonText.TryRead(other.Value, out var text) ? text : throw Fault(field, other, "must be a text"),
    };

    internal static InvalidCatalogueException Fault(string field, JsonElement? value, string rule)
    {
        const int shown = 120;
        var text = value?.GetRawText() ?? "nothing";
        return new InvalidCatalogueException($"{field} {(text.Length > shown ? text[..shown] + "…" : text)}: {rule}");
    }
}
