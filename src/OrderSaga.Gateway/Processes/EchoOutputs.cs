using System.Text.Json;
using OrderSaga.Gateway.Jobs;

namespace OrderSaga.Gateway.Processes;

/// <summary>An echo's outputs as they rest with its job.</summary>
static class EchoOutputs
{
    public static string Write(IReadOnlyList<JobOutput> outputs) => JsonSerializer.Serialize(outputs, JsonSerializerOptions.Web);

    public static IReadOnlyList<JobOutput> Read(string kept) => JsonSerializer.Deserialize<List<JobOutput>>(kept, JsonSerializerOptions.Web) ?? [];
}
