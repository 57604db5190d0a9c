using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Items;

/// <summary>
/// Whether a product can be downloaded now, until when, and where: STAC's order extension 1.1 on the item and on its data assets, with
/// <c>expires</c> of the timestamps extension. An asset's own word goes before the item's, which is of all its data. Where neither says anything an item
/// with data assets is online, unless their <c>storage:tier</c> (storage extension 1.0) is one to fetch from first.
/// </summary>
/// <param name="Online">Whether all data can be had; the product's end is not looked at.</param>
/// <param name="Ends">UTC; the first end that item or data name, null when they name none or it is not online.</param>
/// <param name="Href">Where the product is; null where it is not online, or its address is not known.</param>
readonly record struct Availability(bool Online, DateTime? Ends, string? Href)
{
    const string TimeRule = "must be an ISO 8601 time as RFC 3339 has it, with an offset, or a date: 2027-06-05T00:00:00Z, 2027-06-05";

    // STAC order extension v1.1.0.
    static readonly Dictionary<string, bool> OnlineWords = new(StringComparer.Ordinal)
    {
        ["orderable"] = false,
        ["ordered"] = false,
        ["pending"] = false,
        ["shipping"] = false,
        ["succeeded"] = true,
        ["failed"] = false,
        ["canceled"] = false,
    };

    static readonly string[] EndNames = ["eviction_date", "expires", "order:expiration_date"];

    static readonly string[] DistantTiers = ["offline", "archive", "deep archive", "glacier", "tape"];

    /// <exception cref="InvalidCatalogueException">It breaks a rule; the message names field, value and rule.</exception>
    public static Availability Of(JsonElement item, JsonElement properties, IReadOnlyList<ItemAsset> assets, ItemMapping mapping)
    {
        var data = assets.Where(asset => asset.IsData).OrderBy(asset => asset.Rank).ToList();
        // Beside what is said to be data nothing else is taken for it.
        data.RemoveAll(asset => asset.IsMarked != data[0].IsMarked);
        var ordered = Status(properties, "properties");
        var online = data.Count == 0
            ? ordered is true
            : data.TrueForAll(asset => Status(asset.Json, asset.Field) ?? ordered ?? (mapping.AssetsAreOnline && !IsDistant(asset.Json, properties)));
        if (!online)
            return default;
        var ends = data.SelectMany(asset => EndsOf(asset.Json, asset.Field)).Concat(EndsOf(properties, "properties")).Min();
        return new Availability(true, ends, data is [var product, ..] ? ItemAddress.Of(item, StacItem.Required(product.Json, "href", product.Field + ".href")) : null);
    }

    static bool? Status(JsonElement holder, string field)
    {
        const string name = "order:status";
        if (StacItem.Text(holder, name, $"{field}.{name}") is not { } status)
            return null;
        return OnlineWords.TryGetValue(status, out var online)
            ? online
            : throw StacItem.Fault($"{field}.{name}", JsonText.Member(holder, name), "must be one of " + string.Join(", ", OnlineWords.Keys));
    }

    /// <summary>Until a date means until that day is over.</summary>
    static IEnumerable<DateTime?> EndsOf(JsonElement holder, string field)
    {
        foreach (var name in EndNames)
        {
            if (JsonText.Member(holder, name) is not { } value)
                continue;
            yield return ItemTime.Read(holder, name) is var (first, last)
                ? first < last && last < DateTime.MaxValue ? last.AddTicks(1) : last
                : throw StacItem.Fault($"{field}.{name}", value, TimeRule);
        }
    }

    static bool IsDistant(JsonElement asset, JsonElement properties) =>
        (JsonText.Member(asset, "storage:tier") ?? JsonText.Member(properties, "storage:tier")) is { } value && JsonText.TryRead(value, out var tier)
        && DistantTiers.Contains(tier.Trim().Replace('_', ' ').Replace('-', ' '), StringComparer.OrdinalIgnoreCase);
}
