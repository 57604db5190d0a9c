using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Batches;

/// <summary>How a batch stands.</summary>
static class BatchCourse
{
    /// <summary>As clients see it: a removed batch is dismissed.</summary>
    public static string StatusOf(Batch batch) => batch.RemovedAt is null ? batch.Status : JobStatus.Dismissed;

    /// <summary>The status, and of a successful batch whether all of it came.</summary>
    public static Markup BadgesOf(Batch batch) =>
        $"""{StatusBadge.Of(StatusOf(batch))}{Markup.When(batch.Outcome == BatchOutcome.Partial, $" <span class=\"status {BatchOutcome.Partial}\">{BatchOutcome.Partial}</span>")}""";

    /// <summary>Null for a batch that was never triggered.</summary>
    public static Markup? BarOf(Batch batch) => batch.Created is null ? null : ProgressBar.Of(BatchProgress.Of(batch), $"Progress of batch {batch.Number}");

    public static Markup TryOf(Batch batch) => Markup.When(batch.RetryOf is not null, $""" <span class="label">second try</span>""");

    /// <summary>Orders that it is worth to try again: of a batch that ended well the failed ones, else all that did not come.</summary>
    public static int Retryable(Batch batch) => batch switch
    {
        { Created: null } or { Finished: null } => 0,
        { Status: JobStatus.Successful } => batch.Failed,
        _ => batch.NumberOfProducts - batch.Successful,
    };

    /// <summary>Orders by status, as figures.</summary>
    /// <param name="name">What stands at the count of a status.</param>
    public static Markup CountsOf(OrderCountsInfo counts, Func<string, Markup> name) => Figure.Row(
        new (string Status, int? Count)[]
        {
            (BatchStatus.Prepared, counts.Prepared),
            (JobStatus.Accepted, counts.Accepted),
            (JobStatus.Running, counts.Running),
            (JobStatus.Successful, counts.Successful),
            (JobStatus.Failed, counts.Failed),
            (JobStatus.Dismissed, counts.Dismissed),
        }.Where(known => known.Count is not null).Select(known => new Figure(name(known.Status), Counts.Of(known.Count!.Value))));

    /// <summary>Something of it may still change by itself.</summary>
    public static bool GoesOn(Batch batch) =>
        batch.Status is BatchStatus.Prepared || (batch.Created is not null && (batch.Finished is null || batch.Phase == BatchPhase.Stopping));
}
