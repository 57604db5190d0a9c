using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Bulks;

/// <summary>How far a bulk is: first its preparation, then its batches.</summary>
static class BulkCourse
{
    public static bool IsPrepared(Bulk bulk) => bulk.Status == JobStatus.Successful;

    /// <summary>Something of it may still change by itself.</summary>
    public static bool GoesOn(Bulk bulk, BulkFigures figures) =>
        figures.State is BulkState.Running or BulkState.Prepared || Unfinished(figures) > 0 || figures.Batches.ContainsKey(BatchStatus.Prepared);

    /// <summary>Batches that were triggered and have not ended.</summary>
    public static int Unfinished(BulkFigures figures) =>
        figures.Batches.GetValueOrDefault(JobStatus.Accepted) + figures.Batches.GetValueOrDefault(JobStatus.Running);

    /// <summary>Nothing where there is nothing to be done, or what was to be done did not come to it.</summary>
    public static Markup BarOf(Bulk bulk, BulkFigures figures) => bulk switch
    {
        { Status: JobStatus.Failed or JobStatus.Dismissed } or { NumberOfBatches: 0 } => Markup.Empty,
        { Status: JobStatus.Successful } => ProgressBar.Of(figures.Progress, "Progress of the bulk"),
        _ => ProgressBar.Of(bulk.Progress == 0 ? null : bulk.Progress, "Progress of the preparation"),
    };

    /// <summary>For people: what it does, or why it stands as it does; null where the state says all.</summary>
    public static string? TextOf(Bulk bulk, BulkFigures figures) => bulk switch
    {
        { RemovedAt: not null } => "Dismissed on request after its batches were prepared.",
        { Message: { } message } => message,
        { Status: JobStatus.Accepted } => "Waits until its products are looked up.",
        { Status: JobStatus.Running, Phase: BulkPhase.Splitting } => "Its products are split into batches.",
        { Status: JobStatus.Running, Matched: { } matched } => $"Its products are looked up: {Counts.Text(bulk.Taken)} of {Counts.Text(matched)}.",
        { Status: JobStatus.Running } => $"Its products are looked up: {Counts.Text(bulk.Taken)} so far.",
        _ when figures.State == BulkState.Prepared => "Its batches are ready to be started.",
        _ => null,
    };
}
