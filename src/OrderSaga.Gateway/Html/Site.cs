using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Html;

/// <summary>
/// Where pages lead: to paths of the same host. So they work under every name the service is reached by (a tunnel, a
/// machine's own name), while JSON and Link headers tell the public address.
/// </summary>
sealed class Site(Addresses addresses)
{
    /// <summary>Rows of a list that fill a screen, not more.</summary>
    public const int PageLength = 25;

    readonly string _origin = new Uri(addresses.Landing).GetLeftPart(UriPartial.Authority);

    public string Landing => Path(addresses.Landing) + "/";

    public string Processes => Path(addresses.Processes);

    public string Jobs => Path(addresses.Jobs);

    /// <summary>Jobs as people page through them.</summary>
    public string LatestJobs => Paged(Jobs);

    /// <summary>The latest jobs of one status.</summary>
    public string JobsOf(string status) => Paged(Jobs, status);

    public string JobSearch => $"{Jobs}/search";

    public string Definition => Path(addresses.Definition);

    public string Conformance => Path(addresses.Conformance);

    public string Process(string processId) => Path(addresses.Process(processId));

    /// <summary>Where the form of a process is sent to.</summary>
    public string Form(string processId) => $"{Process(processId)}/form";

    public string Job(Guid jobId) => Path(addresses.Job(jobId));

    public string Results(Guid jobId) => Path(addresses.Results(jobId));

    public string History(Guid jobId) => Path(addresses.History(jobId));

    public string Output(Guid jobId, string output) => Path(addresses.Output(jobId, output));

    public string Events(Guid jobId) => Path(addresses.Events(jobId));

    /// <summary>Where the form that dismisses a job is sent to.</summary>
    public string Dismissal(Guid jobId) => $"{Job(jobId)}/dismissal";

    public string Bulks => Path(addresses.Bulks);

    /// <summary>Bulks as people page through them.</summary>
    public string LatestBulks => Paged(Bulks);

    public string Bulk(Guid bulkId) => Path(addresses.Bulk(bulkId));

    public string BatchesOf(Guid bulkId) => Path(addresses.BatchesOf(bulkId));

    /// <summary>The first of the bulk's batches of one status; null for all.</summary>
    public string BatchesOf(Guid bulkId, string? status) => Paged(BatchesOf(bulkId), status);

    public string RejectedOf(Guid bulkId) => Path(addresses.RejectedOf(bulkId));

    public string Batch(Guid batchId) => Path(addresses.Batch(batchId));

    public string OrdersOf(Guid batchId) => Path(addresses.OrdersOf(batchId));

    /// <summary>The first of the batch's orders of one status; null for all.</summary>
    public string OrdersOf(Guid batchId, string? status) => Paged(OrdersOf(batchId), status);

    /// <summary>Where the form that dismisses a bulk is sent to.</summary>
    public string BulkDismissal(Guid bulkId) => $"{Bulk(bulkId)}/dismissal";

    /// <summary>Where the forms that start a batch, or try it again, are sent to.</summary>
    public string Trigger(Guid batchId) => $"{Batch(batchId)}/trigger";

    /// <summary>Where the form that dismisses or discards a batch is sent to.</summary>
    public string BatchDismissal(Guid batchId) => $"{Batch(batchId)}/dismissal";

    /// <summary>Where what a process has placed is followed best.</summary>
    public string Placed(string processId, Guid jobId) => processId switch
    {
        ProcessIds.BulkCreateRequest => Bulk(jobId),
        ProcessIds.BatchOrderTrigger => Batch(jobId),
        _ => Job(jobId),
    };

    public string Asset(string name) => Path(addresses.Landing) + Assets.Address(name);

    /// <summary>A list's first page as people page through it; clients that say nothing get the standard's ten.</summary>
    public static string Paged(string list, string? status = null) =>
        $"{list}?{QueryText.Limit}={PageLength}{(status is null ? "" : $"&{JobListQuery.Status}={status}")}";

    /// <summary>One of our addresses without scheme and host; another's as it is.</summary>
    public string Path(string href) => href.StartsWith(_origin, StringComparison.OrdinalIgnoreCase) ? href[_origin.Length..] : href;
}
