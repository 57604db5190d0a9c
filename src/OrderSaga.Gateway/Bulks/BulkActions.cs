using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Bulks;

/// <summary>What can be done with a bulk: dismiss it, alone or with the batches that were started.</summary>
sealed class BulkActions(Site site)
{
    public const string Cascade = "cascade";

    public Markup Of(Bulk bulk, BulkFigures figures) => FormsOf(bulk, figures) is (var action, var effect, var buttons)
        ? (Markup)$"""
            <div class="actions"><details class="confirm" id="dismiss"><summary class="button">{action}…</summary>
            <form method="post" action="{site.BulkDismissal(bulk.CorrelationId)}"><p>{effect}</p><div class="actions">{Markup.Each(buttons, Button)}</div></form></details></div>
            """
        : Markup.Empty;

    static Markup Button((string Text, bool Cascade) button) =>
        $"""<button type="submit" class="danger" name="{Cascade}" value="{(button.Cascade ? "true" : "false")}">{button.Text}</button>""";

    /// <summary>Two steps, as nothing brings back what is dismissed; null where there is nothing left to dismiss.</summary>
    static (string Action, string Effect, (string Text, bool Cascade)[] Buttons)? FormsOf(Bulk bulk, BulkFigures figures)
    {
        var isDismissed = bulk.RemovedAt is not null || bulk.Status == JobStatus.Dismissed;
        return (isDismissed, bulk.Finished is not null, BulkCourse.Unfinished(figures)) switch
        {
            (true, _, > 0) when bulk.Cascade is false => (
                "Dismiss its batches", "The batches that were started are cancelled too. What was already sent to the archive may still be carried out there.",
                [("Dismiss all batches", true)]),
            (true, _, _) => null,
            (false, false, _) => ("Dismiss", "It is cancelled for good; nothing is ordered.", [("Dismiss this bulk", false)]),
            (false, true, > 0) => (
                "Dismiss",
                "Prepared batches are discarded, and the bulk's results are gone. Batches that were started go on, or are cancelled with it; "
                    + "what was already sent to the archive may still be carried out there.",
                [("Dismiss this bulk alone", false), ("Dismiss with all batches", true)]),
            (false, true, _) when figures.Prepared > 0 => (
                "Dismiss", "Its prepared batches are discarded, and its results are gone. What came of others stays.", [("Dismiss this bulk", false)]),
            _ => ("Remove", "It is shown as dismissed and its results are gone. What came of its batches stays.", [("Remove this bulk", false)]),
        };
    }
}
