using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Processes;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Jobs;

/// <summary>What can be done with a job: dismiss it, order its product again.</summary>
sealed class JobActions(Site site)
{
    public Markup Of(Job job) => $"""
        <div class="actions">{Markup.When(job.Kind.Process.Id == ProcessIds.OrderRequest && job.Lta is not null && job.HasEnded, $"""<a class="button" href="{Again(job)}">Order again</a>""")}
        {FollowUp(job)}
        {Markup.When(job.Status != JobStatus.Dismissed, Dismissal(job))}</div>

        """;

    /// <summary>What the job is about has a page that tells more.</summary>
    Markup FollowUp(Job job) => job switch
    {
        { Kind.Process.Id: ProcessIds.BulkCreateRequest } => $"""<a class="button plain" href="{site.Bulk(job.Id)}">The bulk and its batches</a>""",
        { Kind.Process.Id: ProcessIds.BatchOrderTrigger } => $"""<a class="button plain" href="{site.Batch(job.Id)}">The batch and its orders</a>""",
        _ => Markup.Empty,
    };

    /// <summary>Two steps, as nothing brings a dismissed job back.</summary>
    Markup Dismissal(Job job)
    {
        var (action, effect) = job.HasEnded
            ? ("Remove", "The job is taken from the list and its results are gone. What it did stays done.")
            : ("Dismiss", "The job is cancelled for good. What was already sent to the archive may still be carried out there.");
        return $"""
            <details class="confirm" id="dismiss"><summary class="button">{action}…</summary>
            <form method="post" action="{site.Dismissal(job.Id)}"><p>{effect}</p><button type="submit" class="danger">{action} this job</button></form></details>
            """;
    }

    string Again(Job job)
    {
        (string Input, string? Value)[] inputs =
        [
            ("product_identifier", job.Lta!.ProductIdentifier),
            ("priority", job.Lta.Priority?.ToString(CultureInfo.InvariantCulture)),
            ("label", job.Lta.Label),
        ];
        var query = new QueryBuilder(inputs.Where(input => input.Value is not null).Select(input => KeyValuePair.Create(InputField.Prefix + input.Input, input.Value!)));
        return site.Process(ProcessIds.OrderRequest) + query.ToQueryString();
    }
}
