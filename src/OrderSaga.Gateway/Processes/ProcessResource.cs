using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Processes;

/// <summary><c>GET /processes/{id}</c>: what a process takes and gives.</summary>
static class ProcessResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/processes/{processId}", [HttpMethods.Get, HttpMethods.Head], Read).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    /// <summary>Inputs in the query stand in the page's form already, so that a link can lead to an order half made.</summary>
    static IResult Read(string processId, HttpContext http, ProcessDirectory processes, ProcessPage page)
    {
        var description = processes.Describe(processId);
        return ResourceAnswer.Of(http, description, description.Links!, () => page.Of(description, FilledForm.Of(http.Request.Query)));
    }
}
