using Microsoft.Extensions.Options;

namespace OrderSaga.Gateway.Processes;

/// <summary>The processes by their ids and aliases.</summary>
sealed class ProcessNames(IOptions<GatewayOptions> options)
{
    public const string OrderRequest = "order-request";

    public static IReadOnlyList<string> All { get; } = [OrderRequest];

    /// <summary>The process's own id, or null for an unknown name.</summary>
    public string? Resolve(string name) =>
        All.Contains(name) ? name : options.Value.Aliases.GetValueOrDefault(name) is { Length: > 0 } process ? process : null;
}
