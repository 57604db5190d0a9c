using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Echoes;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Processes;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Echoes;

/// <summary>Gives back what it is given, after a pause: for clients that try the interface out, and for conformance tests.</summary>
sealed class EchoProcess(EchoDesk desk, EchoJobs jobs, TimeProvider time) : IAnswers, IMakesJobs
{
    public ProcessDescription Description => EchoDescription.Process;

    public IJobKind Jobs => jobs;

    public TimeSpan TimeOf(ExecuteRequest request) =>
        request.Inputs.TryGetValue(EchoDescription.Pause, out var pause) && JsonNumber.TryReadWhole(pause.Value, out var seconds)
            && seconds is >= 0 and <= EchoDescription.LongestPause
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;

    public async Task<IReadOnlyList<JobOutput>> AnswerAsync(ExecuteRequest request, CancellationToken cancellation)
    {
        Check(request);
        if (TimeOf(request) is { Ticks: > 0 } pause)
            await Task.Delay(pause, time, cancellation);
        return OutputsOf(request);
    }

    public async Task<Guid> PlaceAsync(Guid jobId, ExecuteRequest request, CancellationToken cancellation)
    {
        var subscriber = Check(request);
        var begin = new BeginEcho
        {
            EchoId = jobId,
            Outputs = EchoOutputs.Write(OutputsOf(request)),
            Pause = (int)TimeOf(request).TotalSeconds,
            Owner = request.Owner,
            Subscriber = subscriber,
            ResultForm = request.Form.ToString(),
            At = time.UtcNow(),
        };
        await desk.BeginAsync(begin, cancellation);
        return jobId;
    }

    /// <returns>The subscriber.</returns>
    string? Check(ExecuteRequest request)
    {
        var faults = request.Faults.ToList();
        foreach (var (name, described) in EchoDescription.Process.Inputs)
        {
            if (request.Inputs.TryGetValue(name, out var input))
                SchemaCheck.Check(input.Value, described.Schema, $"inputs.{name}", faults);
            else if (described.MinOccurs > 0 && !faults.Exists(fault => fault.Field.StartsWith($"inputs.{name}", StringComparison.Ordinal)))
                faults.Add(new FieldFault($"inputs.{name}", null, "is required"));
        }
        var subscriber = desk.ReadSubscriber(request.Subscriber, request.Owner, faults);
        return faults.Count == 0 ? subscriber : throw Refusals.Invalid(faults);
    }

    static List<JobOutput> OutputsOf(ExecuteRequest request) =>
        [.. from described in EchoDescription.Process.Outputs where request.Inputs.ContainsKey(described.Key) select OutputOf(described.Key, described.Value.Schema, request.Inputs[described.Key])];

    static JobOutput OutputOf(string name, Schema schema, InputValue input)
    {
        var mediaType = input.MediaType ?? MediaType.Of(schema)[0];
        return MediaType.ChoiceOf(schema, mediaType).ContentEncoding is null
            ? new JobOutput(name, input.Value)
            : new JobOutput(name, input.Value, mediaType, JobOutput.Base64);
    }
}

/// <summary>An echo's outputs as they rest with its job.</summary>
static class EchoOutputs
{
    public static string Write(IReadOnlyList<JobOutput> outputs) => JsonSerializer.Serialize(outputs, JsonSerializerOptions.Web);

    public static IReadOnlyList<JobOutput> Read(string kept) => JsonSerializer.Deserialize<List<JobOutput>>(kept, JsonSerializerOptions.Web) ?? [];
}
