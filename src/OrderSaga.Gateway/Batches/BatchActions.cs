using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Gateway.Processes;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Batches;

/// <summary>What can be done with a batch: start it, try it again, dismiss it.</summary>
sealed class BatchActions(Site site)
{
    /// <summary>Field with the name of the page that the form stands on, if it is not the batch's own.</summary>
    public const string From = "from";
    public const string Bulk = "bulk";

    public const string RetryFailed = "inputs.retry_failed";

    static readonly InputDescription PriorityInput = BatchOrderTrigger.Inputs["priority"];

    /// <summary>The next step alone, as a button of a list's row; null where there is none.</summary>
    public Markup? InRow(Batch batch, bool isRetried) => (batch.Status, BatchCourse.Retryable(batch)) switch
    {
        (BatchStatus.Prepared, _) => RowForm(batch, "Start", Markup.Empty),
        (_, > 0) when !isRetried => RowForm(batch, "Try again", Field.Hidden(RetryFailed, "true")),
        _ => null,
    };

    Markup RowForm(Batch batch, string text, Markup further) => $"""
        <form method="post" action="{site.Trigger(batch.CorrelationId)}">{Field.Hidden(From, Bulk)}{further}<button type="submit" class="small" id="trigger-{batch.CorrelationId}">{text}<span class="unseen"> batch {batch.Number}</span></button></form>
        """;

    /// <param name="retries">Its further tries, the first one first.</param>
    /// <param name="refusal">Why what was asked for was not done; null for a page that nothing was asked of.</param>
    public Markup Of(Batch batch, IReadOnlyList<Batch> retries, BatchRefusal? refusal) => $"""
        {TriggerOf(batch, retries, refusal)}<div class="actions">{DismissalOf(batch)}</div>

        """;

    Markup TriggerOf(Batch batch, IReadOnlyList<Batch> retries, BatchRefusal? refusal) => (batch.Status, BatchCourse.Retryable(batch)) switch
    {
        (BatchStatus.Prepared, _) => TriggerForm(batch, "Start this batch", Markup.Empty, refusal),
        (_, > 0) when retries is [.., { Finished: null } underWay] => $"""
            <p class="actions"><a class="button plain" href="{site.Batch(underWay.CorrelationId)}">See its second try</a></p>

            """,
        (_, > 0) => TriggerForm(batch, "Try again what did not come", Field.Hidden(RetryFailed, "true"), refusal),
        _ => Markup.Empty,
    };

    Markup TriggerForm(Batch batch, string text, Markup further, BatchRefusal? refusal)
    {
        var priority = PriorityOf(batch);
        return $"""
            <form class="execute beside" method="post" action="{site.Trigger(batch.CorrelationId)}">{further}
            {priority.Show(refusal?.Priority, refusal?.PriorityRules ?? [])}<div class="actions"><button type="submit">{text}</button></div>
            </form>

            """;
    }

    /// <summary>The field, with the priority that stands where nobody names another.</summary>
    public static InputField PriorityOf(Batch batch) => new("priority", PriorityInput with { Schema = PriorityInput.Schema with { Default = batch.Priority } });

    /// <summary>Two steps, as nothing brings back what is dismissed.</summary>
    Markup DismissalOf(Batch batch)
    {
        if (EffectOf(batch) is not (var action, var effect))
            return Markup.Empty;
        return $"""
            <details class="confirm" id="dismiss"><summary class="button">{action}…</summary>
            <form method="post" action="{site.BatchDismissal(batch.CorrelationId)}"><p>{effect}</p><button type="submit" class="danger">{action} this batch</button></form></details>
            """;
    }

    static (string Action, string Effect)? EffectOf(Batch batch) => BatchCourse.StatusOf(batch) switch
    {
        BatchStatus.Prepared => ("Discard", "It can't be started any more; its products are not ordered."),
        JobStatus.Accepted or JobStatus.Running => (
            "Dismiss", "Its open orders are cancelled for good. What was already sent to the archive may still be carried out there."),
        JobStatus.Successful or JobStatus.Failed => ("Remove", "It is shown as dismissed and its results are gone. What came of it stays."),
        _ => null,
    };
}
