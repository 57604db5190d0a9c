using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Processes;

/// <summary><c>POST /processes/{id}/execution</c>.</summary>
static class ExecutionResource
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/processes/{processId}/execution", ExecuteAsync);

    static async Task<IResult> ExecuteAsync(
        string processId, HttpContext http, ProcessDirectory processes, ExecuteReader reader, Execution execution, Callers callers, IOptions<GatewayOptions> options)
    {
        var process = processes.Get(processId);
        var key = KeyHeader.Read(http.Request);
        using var body = await JsonBody.ReadAsync(http.Request, options.Value);
        var request = await reader.ReadAsync(body.RootElement, process.Description, callers.OwnerOf(http), http.RequestAborted);
        return await execution.RunAsync(process, request, key, body.RootElement, http);
    }
}
