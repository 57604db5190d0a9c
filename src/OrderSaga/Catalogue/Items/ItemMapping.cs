using OrderSaga.Archive;

namespace OrderSaga.Catalogue.Items;

/// <summary>Where a catalogue's items hold what an order needs.</summary>
/// <param name="IdProperty">Property with the provider's id; null when that is the item's own id.</param>
/// <param name="UrnProperty">Property with the REGARDS URN; null when that is the item's own id, as it also may be of an item without the property.</param>
/// <param name="DefaultModel">REGARDS model of items that name none; null when they must.</param>
/// <param name="AssetsAreOnline">Whether an item that has a data asset and no <c>order:status</c> is online.</param>
public sealed record ItemMapping(string? IdProperty = null, string? UrnProperty = ItemMapping.UsualUrnProperty, string? DefaultModel = null, bool AssetsAreOnline = true)
{
    /// <summary>Where the URN is looked for unless the settings name another property.</summary>
    public const string UsualUrnProperty = "regards:urn";

    /// <summary>Whose rules a product must meet; null for nobody's.</summary>
    public IArchiveRules? Archive { get; init; }
}
