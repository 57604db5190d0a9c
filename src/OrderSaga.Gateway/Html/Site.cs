using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Html;

/// <summary>
/// Where pages lead: to paths of the same host. So they work under every name the service is reached by (a tunnel, a
/// machine's own name), while JSON and Link headers tell the public address.
/// </summary>
sealed class Site(Addresses addresses) : Paths(WithoutHost(addresses.Root, addresses.Root))
{
    /// <summary>Rows of a list that fill a screen, not more.</summary>
    public const int PageLength = 25;

    /// <summary>Jobs as people page through them.</summary>
    public string LatestJobs => Paged(Jobs);

    /// <summary>The latest jobs of one status.</summary>
    public string LatestJobsOf(string status) => Paged(Jobs, status);

    public string JobSearch => $"{Jobs}/search";

    /// <summary>Where the form that dismisses a job is sent to.</summary>
    public string Dismissal(Guid jobId) => $"{Job(jobId)}/dismissal";

    /// <summary>Where the form of a process is sent to.</summary>
    public string Form(string processId) => $"{Process(processId)}/form";

    public string Asset(string name) => Root + Assets.Address(name);

    /// <summary>A list's first page as people page through it; clients that say nothing get the standard's ten.</summary>
    public static string Paged(string list, string? status = null) =>
        $"{list}?{QueryText.Limit}={PageLength}{(status is null ? "" : $"&{QueryText.Status}={status}")}";

    /// <summary>One of our addresses without scheme and host; another's as it is.</summary>
    public string Path(string href) => WithoutHost(href, addresses.Root);

    static string WithoutHost(string href, string root)
    {
        var origin = new Uri(root).GetLeftPart(UriPartial.Authority);
        return href.StartsWith(origin, StringComparison.OrdinalIgnoreCase) ? href[origin.Length..] : href;
    }
}
