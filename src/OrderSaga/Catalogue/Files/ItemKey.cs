using System.Globalization;
using System.Text.Json;
using OrderSaga.Catalogue.Filters;

namespace OrderSaga.Catalogue.Files;

/// <summary>
/// An item's place in the order: numbers, then times, texts, truths, and items without the property last whatever the direction; then id
/// and URN (or the place in the file of an item that has none), ascending. As text it tells a later search where to go on, even if the item itself is gone by then.
/// </summary>
readonly record struct ItemKey(int Rank, double Number, string Text, string Id, string Urn)
{
    const int Absent = 4;

    public static ItemKey Of(FileItem item, SortKey sort)
    {
        var id = item.Product?.Id ?? item.Id ?? "";
        var value = sort.Property switch
        {
            SortKey.Datetime => item.Time.Datetime is { } time ? FilterValue.Of(time) : null,
            // The id follows in any case.
            SortKey.Id => FilterValue.OfName(id),
            var property => item.Value(property),
        };
        var (rank, number, text) = value switch
        {
            null => (Absent, 0, ""),
            { Kind: FilterValueKind.Number } known => (0, known.Number, ""),
            // Of one length, so that their texts sort as they do.
            { Span: { } span } => (1, 0, span.First.ToString("O", CultureInfo.InvariantCulture)),
            { Kind: FilterValueKind.Text } known => (2, 0, known.Text),
            { } known => (3, known.Number, ""),
        };
        return new ItemKey(rank, number, text, id, item.Product?.Urn ?? item.Place);
    }

    public int CompareTo(ItemKey other, bool descending)
    {
        if (Rank != other.Rank && (Rank == Absent || other.Rank == Absent))
            return Rank.CompareTo(other.Rank);
        var order = Rank.CompareTo(other.Rank);
        if (order == 0)
            order = Number.CompareTo(other.Number);
        if (order == 0)
            order = string.CompareOrdinal(Text, other.Text);
        if (order != 0)
            return descending ? -order : order;
        order = string.CompareOrdinal(Id, other.Id);
        return order != 0 ? order : string.CompareOrdinal(Urn, other.Urn);
    }

    public string ToResume() => JsonSerializer.Serialize(this);

    /// <exception cref="CatalogueFailedException">The text is none of <see cref="ToResume"/>.</exception>
    public static ItemKey FromResume(string text)
    {
        try
        {
            var key = JsonSerializer.Deserialize<ItemKey>(text);
            if (key is { Text: not null, Id: not null, Urn: not null })
                return key;
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new CatalogueFailedException("The search can't be continued: where it stopped is not known to this catalogue. It may have been another one then.");
    }
}
