using System.Globalization;
using System.Text.Json;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Gateway.Bulks;

/// <summary>What a bulk's client selected, and how it is to be split and ordered.</summary>
static class SelectionFacts
{
    public static Markup Of(Bulk bulk, Values values)
    {
        var selection = BulkSelection.Read(bulk.Selection);
        return new Facts
        {
            { "Listed products", selection.Products is { } products ? Counts.Of(products.Count) : null },
            { "Filter", selection.Filter is { } filter ? (Markup)$"<pre><code>{JsonListing.Of(filter)}</code></pre>" : null },
            { "Collections", selection.Collections is { } collections ? values.Of("collections", JsonSerializer.SerializeToElement(collections)) : null },
            { "Time", Markup.Text(selection.Datetime) },
            { "Bounding box", selection.Bbox is { } box ? Markup.Text(string.Join(", ", box.Select(number => number.ToString(CultureInfo.InvariantCulture)))) : null },
            { "Sorted by", selection.Products is null ? Markup.Text(selection.SortBy) : null },
            { "Most products", bulk.MaxProducts is { } most ? Counts.Of(most) : null },
            { "Products per batch", Counts.Of(bulk.BatchSizeProducts) },
            { "Volume per batch", bulk.BatchSizeVolume is { } volume ? Sizes.Of(volume) : null },
            { "Started by itself", $"{(bulk.AutomaticTrigger ? "yes" : "no")}" },
            { "Failure policy", Markup.Text(bulk.FailurePolicy) },
        }.Of();
    }
}
