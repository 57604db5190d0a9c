using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Gateway.Bulks;

/// <summary>Bulks one below the other.</summary>
sealed class BulkTable(Site site, Times times)
{
    readonly Table<(Bulk Bulk, BulkFigures Figures)> _table = new("Bulks", "No bulk.")
    {
        { "Bulk", row => Anchor.To(site.Bulk(row.Bulk.CorrelationId), BulkNames.Of(row.Bulk.Label, row.Bulk.CorrelationId)), "subject" },
        { "State", row => $"{StatusBadge.Of(row.Figures.State)}{Markup.When(row.Figures.State == BulkState.Running, BulkCourse.BarOf(row.Bulk, row.Figures))}" },
        { "Products", row => CountOf(row.Bulk.NumberOfProducts), "number" },
        { "Volume", row => row.Bulk.TotalVolume is { } volume ? Sizes.Of(volume) : null, "number" },
        { "Batches", row => CountOf(row.Bulk.NumberOfBatches), "number" },
        { "Not ordered", row => row.Bulk.Rejected > 0 ? (Markup)$"""<a href="{Site.Paged(site.RejectedOf(row.Bulk.CorrelationId))}">{Counts.Of(row.Bulk.Rejected)}</a>""" : null, "number" },
        { "Created", row => times.Of(row.Bulk.Created) },
        { "Message", row => Markup.Text(BulkCourse.TextOf(row.Bulk, row.Figures)), "wide" },
    };

    public Markup Of(IReadOnlyCollection<(Bulk, BulkFigures)> rows) => _table.Of(rows);

    static Markup? CountOf(int? count) => count is { } known ? Counts.Of(known) : null;
}
