using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Processes;
using OrderSaga.Orders.Estimates;

namespace OrderSaga.Gateway.Orders;

/// <summary>The process that tells what an order would come to: it answers at once, and orders nothing.</summary>
sealed class EstimateRequest(EstimateDesk desk) : IAnswers
{
    public static ProcessDescription Described { get; } = new()
    {
        Id = "estimate-request",
        Version = "1.0.0",
        Title = "Estimate an order",
        Description = "Tells when an order of one product would be done if it were placed now, and where it would stand in the queue. Nothing is ordered.",
        Keywords = ["long term archive", "estimate"],
        JobControlOptions = ["sync-execute"],
        OutputTransmission = ["value"],
        Inputs = new[] { "product_identifier", "priority" }.ToDictionary(input => input, input => OrderRequest.Inputs[input]),
        Outputs = new Dictionary<string, OutputDescription>
        {
            ["estimated_date"] = new("When the order would be done", Schema.Text(format: "date-time"), "Now, for a product that is online."),
            ["queue_position"] = new("Place in the queue", Schema.Integer(1), "1 is the next to be sent to the archive; absent for a product that is online."),
            ["order_size"] = new("Size of the product in bytes", Schema.Integer(0, format: "int64")),
            ["online"] = new("Whether the product can be downloaded already", new Schema { Type = "boolean" }),
        },
    };

    public ProcessDescription Description => Described;

    public async Task<IReadOnlyList<JobOutput>> AnswerAsync(ExecuteRequest request, CancellationToken cancellation)
    {
        var forecast = await desk.EstimateAsync(request.Members(), cancellation);
        request.Refuse(forecast.Faults);
        return JobOutput.All(
            ("estimated_date", forecast.EstimatedDate),
            ("queue_position", forecast.QueuePosition),
            ("order_size", forecast.OrderSize),
            ("online", forecast.Online));
    }
}

static class EstimatesOverHttp
{
    public static IServiceCollection AddEstimatesOverHttp(this IServiceCollection services) => services
        .AddSingleton<EstimateDesk>()
        .AddProcess<EstimateRequest>(EstimateRequest.Described);
}
