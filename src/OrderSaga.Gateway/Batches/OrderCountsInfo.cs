using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Batches;

/// <summary>Orders by status; as they were at the last recount, a fraction of a second ago.</summary>
/// <param name="Prepared">Products of batches that nobody has triggered; they have no orders yet.</param>
sealed record OrderCountsInfo(
    int? Prepared, int Accepted, int Running, int Successful, int Failed, int Dismissed)
{
    public static OrderCountsInfo Of(Batch batch) => new(null, batch.Waiting, batch.Running, batch.Successful, batch.Failed, batch.Dismissed);

    public static OrderCountsInfo Of(BulkFigures figures) =>
        new(figures.Prepared, figures.Waiting, figures.Running, figures.Successful, figures.Failed, figures.Dismissed);

    /// <summary>The counts as figures.</summary>
    /// <param name="name">What stands at the count of a status.</param>
    public Markup Show(Func<string, Markup> name) => Figure.Row(
        new (string Status, int? Count)[]
        {
            (BatchStatus.Prepared, Prepared),
            (JobStatus.Accepted, Accepted),
            (JobStatus.Running, Running),
            (JobStatus.Successful, Successful),
            (JobStatus.Failed, Failed),
            (JobStatus.Dismissed, Dismissed),
        }.Where(known => known.Count is not null).Select(known => new Figure(name(known.Status), Counts.Of(known.Count!.Value))));
}
