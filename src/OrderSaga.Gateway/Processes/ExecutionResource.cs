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

    static async Task<IResult> ExecuteAsync(string processId, HttpContext http, ProcessDirectory processes, IOptions<GatewayOptions> options)
    {
        var process = processes.Get(processId);
        using var body = await JsonBody.ReadAsync(http.Request, options.Value);
        var request = ExecuteRequest.Read(body.RootElement, process.Description);
        return await process.ExecuteAsync(request, Preferences.Of(http.Request), http);
    }
}
