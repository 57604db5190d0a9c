using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrderSaga.Contracts;
using OrderSaga.Echoes;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Processes;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Echoes;

/// <summary>
/// What the echo takes and gives. The conformance tests of the standard make their requests from this: the first input is
/// the one they look for, and every form of input is there.
/// </summary>
static class EchoDescription
{
    public const string Message = "message";
    public const string Pause = "pause";

    /// <summary>Seconds.</summary>
    public const int LongestPause = 30;

    const int MostNumbers = 1000;
    const string Tiff = "image/tiff; application=geotiff";
    const string Jpeg2000 = "image/jp2";

    static readonly (string Name, string Title, Schema Schema, string Description)[] Values =
    [
        (Message, "Message", new Schema { Type = "string" }, "Any text."),
        (Pause, "Pause", Schema.Integer(0, LongestPause), "Seconds until the answer."),
        ("numbers", "Numbers", Schema.List(Schema.Integer(long.MinValue, long.MaxValue, "int64"), MostNumbers), "Whole numbers."),
        ("image", "Image", Schema.Content(Tiff), "A GeoTIFF image as base64."),
        ("bbox", "Bounding box", Schema.Bbox(), "A bounding box in CRS84, or with heights in CRS84h."),
        ("picture", "Picture", Schema.Choice(Schema.Content(Tiff), Schema.Content(Jpeg2000)), "A GeoTIFF or JPEG 2000 image as base64; a qualified value says which."),
    ];

    public static ProcessDescription Process { get; } = new()
    {
        Id = "echo",
        Version = "1.1.0",
        Title = "Echo",
        Description = "Gives back its inputs; orders nothing.",
        Keywords = ["test"],
        JobControlOptions = ["sync-execute", "async-execute", "dismiss"],
        OutputTransmission = ["value", "reference"],
        Inputs = Values.ToDictionary(
            value => value.Name, value => new InputDescription(value.Title, value.Schema, value.Name == Message ? 1 : 0, value.Description)),
        Outputs = Values.ToDictionary(value => value.Name, value => new OutputDescription(value.Title, value.Schema, "As it was given.")),
    };
}

/// <summary>Gives back what it is given, after a pause: for clients that try the interface out, and for conformance tests.</summary>
sealed class EchoProcess(EchoDesk desk, EchoJobs jobs, IOptions<EchoOptions> options, TimeProvider time) : IAnswers, IMakesJobs
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
        var faults = new FoundFaults();
        faults.AddAll(request.Faults);
        foreach (var (name, described) in EchoDescription.Process.Inputs)
        {
            if (request.Inputs.TryGetValue(name, out var input))
                SchemaCheck.Check(input.Value, described.Schema, $"inputs.{name}", faults);
            else if (described.MinOccurs > 0 && !faults.Any(fault => fault.Field.StartsWith($"inputs.{name}", StringComparison.Ordinal)))
                faults.Add(new FieldFault($"inputs.{name}", null, "is required"));
        }
        if (faults.Count == 0)
            CheckSize(request, faults);
        var subscriber = desk.ReadSubscriber(request.Subscriber, request.Owner, faults);
        return faults.Count == 0 ? subscriber : throw Refusals.Invalid(faults);
    }

    /// <summary>What is given back rests in the database, and is read by whoever looks at the job.</summary>
    void CheckSize(ExecuteRequest request, FoundFaults faults)
    {
        var bytes = Encoding.UTF8.GetByteCount(EchoOutputs.Write(OutputsOf(request)));
        if (bytes > options.Value.LargestEcho)
            faults.Add(new FieldFault("inputs", FormattableString.Invariant($"{bytes} bytes"), FormattableString.Invariant($"must come to at most {options.Value.LargestEcho} bytes of JSON in all")));
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
