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

    public static StacItemReading Of(JsonElement item, ItemMapping mapping)
    {
        var time = ItemTime.Of(JsonText.Member(item, "properties") ?? default);
        var id = JsonText.Member(item, "id") is { } member && JsonText.TryRead(member, out var text) ? text : null;
        try
        {
            var product = new StacItem(item, mapping).ToProduct();
            return new StacItemReading(id, Orderable.Fault(product) is null ? product : null, Orderable.Fault(product)) { Time = time };
        }
        catch (InvalidCatalogueException fault)
        {
            return new StacItemReading(id, null, fault.Message) { Time = time };
        }
    }
}
