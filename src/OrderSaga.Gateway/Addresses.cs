using Microsoft.Extensions.Options;

namespace OrderSaga.Gateway;

/// <summary>Absolute addresses of our resources, built from the public address and never from what a client says in Host.</summary>
sealed class Addresses(IOptions<GatewayOptions> options)
{
    public string Landing { get; } = options.Value.BaseUrl;

    public string Jobs => $"{Landing}/jobs";

    public string Job(Guid jobId) => $"{Jobs}/{jobId}";

    public string Results(Guid jobId) => $"{Job(jobId)}/results";
}
