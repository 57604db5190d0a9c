using System.Text.Json;
using OrderSaga.Catalogue.Items;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Stac;

/// <summary>An item of a STAC API's answer: a product, or why it is none.</summary>
/// <param name="ItemId">The item's own id, or null when it has none.</param>
/// <param name="Product">Null when there is a fault.</param>
/// <param name="Fault">Field, value and rule.</param>
readonly record struct StacItemReading(string? ItemId, CatalogueProduct? Product, string? Fault)
{
    public ItemTime Time { get; private init; }

    /// <summary>Tells it from other items of the catalogue, two products of one id among them; null for one without an id.</summary>
    public ulong? Identity => ItemId is null ? null : Digest(Collection, ItemId, Product?.Urn);

    /// <summary>The collection that it is in, or null.</summary>
    public string? Collection { get; private init; }

    public static StacItemReading Of(JsonElement item, ItemMapping mapping)
    {
        var time = ItemTime.Of(JsonText.Member(item, "properties") ?? default);
        var id = JsonText.Member(item, "id") is { } member && JsonText.TryRead(member, out var text) ? text : null;
        var collection = JsonText.Member(item, "collection") is { } named && JsonText.TryRead(named, out var name) ? string.Intern(name) : null;
        try
        {
            var product = new StacItem(item, mapping).ToProduct();
            var refused = mapping.Archive?.Fault(product);
            return new StacItemReading(id, refused is null ? product : null, refused) { Time = time, Collection = collection };
        }
        catch (InvalidCatalogueException fault)
        {
            return new StacItemReading(id, null, fault.Message) { Time = time, Collection = collection };
        }
    }

    /// <summary>FNV-1a of 64 bits: a million items are told apart in little room.</summary>
    static ulong Digest(string? collection, string id, string? urn)
    {
        const ulong basis = 14695981039346656037;
        const ulong prime = 1099511628211;
        var digest = basis;
        foreach (var text in new[] { collection ?? "", "\0", id, "\0", urn ?? "" })
        {
            foreach (var letter in text)
                digest = (digest ^ letter) * prime;
        }
        return digest;
    }
}
