using Microsoft.Extensions.Options;

namespace OrderSaga.Gateway.Http;

/// <summary>Where the service's resources are below a root. What a feature adds to them stands in its room, as an extension.</summary>
abstract class Paths(string root)
{
    /// <summary>Without a closing slash.</summary>
    public string Root { get; } = root;

    public string Landing => $"{Root}/";

    public string Conformance => $"{Root}/conformance";

    public string Definition => $"{Root}/api";

    public string Processes => $"{Root}/processes";

    public string Process(string processId) => $"{Processes}/{Uri.EscapeDataString(processId)}";

    public string Execution(string processId) => $"{Process(processId)}/execution";

    public string Jobs => $"{Root}/jobs";

    public string JobsOf(string processId) => $"{Jobs}?processID={Uri.EscapeDataString(processId)}";

    public string Job(Guid jobId) => $"{Jobs}/{jobId}";

    public string History(Guid jobId) => $"{Job(jobId)}/history";

    public string Results(Guid jobId) => $"{Job(jobId)}/results";

    public string Output(Guid jobId, string outputId) => $"{Results(jobId)}/{Uri.EscapeDataString(outputId)}";

    public string Callbacks(Guid jobId) => $"{Job(jobId)}/callbacks";

    public string Events(Guid jobId) => $"{Job(jobId)}/events";
}

/// <summary>Absolute addresses, built from the public address and never from what a client says in Host.</summary>
sealed class Addresses(IOptions<GatewayOptions> options) : Paths(options.Value.BaseUrl);
