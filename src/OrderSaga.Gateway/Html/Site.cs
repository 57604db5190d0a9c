using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;

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

    /// <summary>Jobs as people page through them; clients that say nothing get the standard's ten.</summary>
    public string LatestJobs => $"{Jobs}?{QueryText.Limit}={PageLength}";

    /// <summary>The latest jobs of one status.</summary>
    public string JobsOf(string status) => $"{LatestJobs}&{JobListQuery.Status}={status}";

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

    public string Asset(string name) => Path(addresses.Landing) + Assets.Address(name);

    /// <summary>One of our addresses without scheme and host; another's as it is.</summary>
    public string Path(string href) => href.StartsWith(_origin, StringComparison.OrdinalIgnoreCase) ? href[_origin.Length..] : href;
}
