using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Processes;

/// <summary>A process that clients can execute.</summary>
interface IProcess
{
    ProcessDescription Description { get; }

    /// <summary>Runs it, or stores a job that will.</summary>
    /// <exception cref="Errors.RefusedException">The request is wrong, with every fault.</exception>
    Task<IResult> ExecuteAsync(ExecuteRequest request, Preferences preferences, HttpContext http);
}

/// <summary>The processes' own ids.</summary>
static class ProcessIds
{
    public const string OrderRequest = "order-request";
    public const string Echo = "echo";

    public static IReadOnlyList<string> All { get; } = [OrderRequest, Echo];
}
