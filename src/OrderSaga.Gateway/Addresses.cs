using Microsoft.Extensions.Options;

namespace OrderSaga.Gateway;

/// <summary>Absolute addresses of our resources, built from the public address and never from what a client says in Host.</summary>
sealed class Addresses(IOptions<GatewayOptions> options)
{
    public string Landing { get; } = options.Value.BaseUrl;

    public string Conformance => $"{Landing}/conformance";

    public string Definition => $"{Landing}/api";

    public string Processes => $"{Landing}/processes";

    public string Process(string processId) => $"{Processes}/{Uri.EscapeDataString(processId)}";

    public string Execution(string processId) => $"{Process(processId)}/execution";

    public string JobsOf(string processId) => $"{Jobs}?processID={Uri.EscapeDataString(processId)}";

    public string Jobs => $"{Landing}/jobs";

    public string Job(Guid jobId) => $"{Jobs}/{jobId}";

    public string History(Guid jobId) => $"{Job(jobId)}/history";

    public string Results(Guid jobId) => $"{Job(jobId)}/results";

    public string Output(Guid jobId, string outputId) => $"{Results(jobId)}/{Uri.EscapeDataString(outputId)}";

    public string Bulks => $"{Landing}/bulks";

    public string Bulk(Guid bulkId) => $"{Bulks}/{bulkId}";

    public string BatchesOf(Guid bulkId) => $"{Bulk(bulkId)}/batches";

    public string RejectedOf(Guid bulkId) => $"{Bulk(bulkId)}/rejected";

    public string Batch(Guid batchId) => $"{Landing}/batches/{batchId}";

    public string OrdersOf(Guid batchId) => $"{Batch(batchId)}/orders";

    public string Callbacks(Guid jobId) => $"{Job(jobId)}/callbacks";

    public string Events(Guid jobId) => $"{Job(jobId)}/events";
}
