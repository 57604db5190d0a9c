using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Processes;

/// <summary><c>GET /processes/{id}</c>: what a process takes and gives.</summary>
static class ProcessResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/processes/{processId}", [HttpMethods.Get, HttpMethods.Head], Read).AddEndpointFilter(Negotiation.JsonOnlyAsync);

    static BodyAnswer Read(string processId, ProcessDirectory processes)
    {
        var description = processes.Describe(processId);
        return BodyAnswer.Json(description, description.Links!);
    }
}
