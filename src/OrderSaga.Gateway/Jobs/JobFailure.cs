using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Errors;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Jobs;

/// <summary>The error that a failed order's results are answered with: the client's for what it asked for, the server's for the rest.</summary>
static class JobFailure
{
    static readonly Dictionary<string, (int Status, string Title)> _causes = new(StringComparer.Ordinal)
    {
        [ReasonCode.ProductNotFound] = (StatusCodes.Status400BadRequest, "Product not found"),
        [ReasonCode.ProductAmbiguous] = (StatusCodes.Status400BadRequest, "Product ambiguous"),
        [ReasonCode.InvalidRequest] = (StatusCodes.Status400BadRequest, "Request can't be carried out"),
        [ReasonCode.Denied] = (StatusCodes.Status400BadRequest, "Request denied by the archive"),
        [ReasonCode.ArchiveError] = (StatusCodes.Status500InternalServerError, "The archive failed"),
        [ReasonCode.Timeout] = (StatusCodes.Status500InternalServerError, "The archive did not answer in time"),
    };

    public static ExceptionInfo Of(Order order, Addresses addresses)
    {
        var (status, title) = _causes.GetValueOrDefault(order.ReasonCode ?? "", (StatusCodes.Status500InternalServerError, "The order failed"));
        return new ExceptionInfo
        {
            Type = status == StatusCodes.Status400BadRequest ? Refusals.InvalidValueType : order.ReasonCode ?? "InternalError",
            Title = title,
            Status = status,
            Detail = order.Message,
            Instance = addresses.Job(order.CorrelationId),
            ReasonCode = order.ReasonCode,
        };
    }
}
