using Microsoft.AspNetCore.Http;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Errors;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Jobs;

/// <summary>The error that a failed job's results are answered with: the client's for what it asked for, the server's for the rest.</summary>
static class JobFailure
{
    static readonly Dictionary<string, (int Status, string Title)> _causes = new(StringComparer.Ordinal)
    {
        [ReasonCode.ProductNotFound] = (StatusCodes.Status400BadRequest, "Product not found"),
        [ReasonCode.ProductAmbiguous] = (StatusCodes.Status400BadRequest, "Product ambiguous"),
        [ReasonCode.InvalidRequest] = (StatusCodes.Status400BadRequest, "Request can't be carried out"),
        [ReasonCode.Denied] = (StatusCodes.Status400BadRequest, "Request denied by the archive"),
        [ReasonCode.ArchiveError] = (StatusCodes.Status500InternalServerError, "The archive failed"),
        [BulkReason.TooLarge] = (StatusCodes.Status400BadRequest, "Bulk too large"),
        [BulkReason.NothingValid] = (StatusCodes.Status400BadRequest, "No valid product"),
        [BulkReason.CatalogueFailed] = (StatusCodes.Status500InternalServerError, "The catalogue failed"),
        [BatchReason.NothingSuccessful] = (StatusCodes.Status500InternalServerError, "No product came"),
        [BatchReason.ProductFailed] = (StatusCodes.Status500InternalServerError, "A product failed"),
        [BatchReason.TooManyFailures] = (StatusCodes.Status500InternalServerError, "Too many products failed"),
        [ReasonCode.Timeout] = (StatusCodes.Status500InternalServerError, "The archive did not answer in time"),
    };

    public static ExceptionInfo Of(Order order, Addresses addresses) =>
        Of(order.ReasonCode, "The order failed", order.Message, addresses.Job(order.CorrelationId));

    /// <param name="reason">The saga's reason code.</param>
    /// <param name="usual">Title of a cause that has none of its own.</param>
    /// <param name="message">For people.</param>
    /// <param name="job">The job's address.</param>
    public static ExceptionInfo Of(string? reason, string usual, string? message, string job)
    {
        var (status, title) = _causes.GetValueOrDefault(reason ?? "", (StatusCodes.Status500InternalServerError, usual));
        return new ExceptionInfo
        {
            Type = status == StatusCodes.Status400BadRequest ? Refusals.InvalidValueType : reason ?? "InternalError",
            Title = title,
            Status = status,
            Detail = message,
            Instance = job,
            ReasonCode = reason,
        };
    }
}
