using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Orders;

namespace OrderSaga.Gateway.Batches;

/// <summary>A bulk's batches one below the other, each with what can be done next.</summary>
sealed class BatchRows(BatchActions actions, Site site)
{
    readonly Table<(Batch Batch, bool IsRetried)> _table = new("Batches", "No batch.")
    {
        { "Batch", row => $"""{Anchor.To(site.Batch(row.Batch.CorrelationId), $"Batch {row.Batch.Number}")}{BatchCourse.TryOf(row.Batch)}""", "word" },
        { "Status", row => BatchCourse.BadgesOf(row.Batch), "word" },
        { "Progress", row => BatchCourse.BarOf(row.Batch) },
        { "Products", row => Counts.Of(row.Batch.NumberOfProducts), "number" },
        { "Volume", row => Sizes.Of(row.Batch.Volume), "number" },
        { "Message", row => Markup.Text(row.Batch.Message), "wide" },
        { "Action", row => actions.InRow(row.Batch, row.IsRetried), "word" },
    };

    public Markup Of(IReadOnlyList<Batch> batches)
    {
        // A second try has the number of the first, so it stands beside it.
        var retried = batches.Select(batch => batch.RetryOf).OfType<Guid>().ToHashSet();
        return _table.Of([.. batches.Select(batch => (batch, retried.Contains(batch.CorrelationId)))]);
    }
}
