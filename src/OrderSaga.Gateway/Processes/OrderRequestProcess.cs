using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Intake;

namespace OrderSaga.Gateway.Processes;

/// <summary>Places an order.</summary>
sealed class OrderRequestProcess(OrderDesk desk) : IProcess
{
    public ProcessDescription Description => OrderRequest.Description;

    public async Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation)
    {
        var members = request.Inputs.ToDictionary(input => input.Key, input => input.Value.Value);
        if (request.Subscriber is { } subscriber)
            members["subscriber"] = subscriber;
        var placement = await desk.PlaceInputsAsync(jobId, members, request.Form.ToString(), faulty: request.Faults.Count > 0, cancellation);
        List<FieldFault> faults = [.. request.Faults, .. placement.Faults.Select(Placed).Where(fault => !IsTold(fault, request.Faults))];
        return faults.Count == 0 ? jobId : throw Refusals.Invalid(faults);
    }

    /// <summary>The fault's place in the execute request: faults of the desk name inputs without their parent.</summary>
    static FieldFault Placed(FieldFault fault) =>
        OrderRequest.Description.Inputs.ContainsKey(TopOf(fault.Field)) ? fault with { Field = $"inputs.{fault.Field}" } : fault;

    /// <summary>An input whose form is wrong did not come to the desk, which then misses it.</summary>
    static bool IsTold(FieldFault missed, IReadOnlyList<FieldFault> told) =>
        missed.Value is null && told.Any(fault => fault.Field == missed.Field || fault.Field.StartsWith($"{missed.Field}.", StringComparison.Ordinal));

    static string TopOf(string field) => field.Split('.', '[')[0];
}
