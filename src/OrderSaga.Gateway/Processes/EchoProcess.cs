using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Regards;

namespace OrderSaga.Gateway.Processes;

/// <summary>Gives back what it is given, after a pause: for clients that try the interface out, and for conformance tests.</summary>
sealed class EchoProcess(TimeProvider time) : IProcess
{
    const string Message = "message";
    const string Pause = "pause";
    const int LongestPause = 30;

    static readonly Schema _message = new() { Type = "string" };
    static readonly Schema _pause = Schema.Integer(0, LongestPause);

    public ProcessDescription Description { get; } = new()
    {
        Id = ProcessIds.Echo,
        Version = "1.0.0",
        Title = "Echo",
        Description = "Gives back its inputs; orders nothing.",
        Keywords = ["test"],
        JobControlOptions = ["sync-execute"],
        OutputTransmission = ["value"],
        Inputs = new Dictionary<string, InputDescription>
        {
            [Message] = new("Message", _message),
            [Pause] = new("Pause in seconds", _pause, 0),
        },
        Outputs = new Dictionary<string, OutputDescription>
        {
            [Message] = new("Message", _message),
            [Pause] = new("Pause in seconds", _pause),
        },
    };

    public async Task<IResult> ExecuteAsync(ExecuteRequest request, Preferences preferences, HttpContext http)
    {
        var faults = new List<FieldFault>();
        var message = ReadMessage(request, faults);
        var pause = ReadPause(request, faults);
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);

        if (pause is { } seconds)
            await Task.Delay(TimeSpan.FromSeconds(seconds), time, http.RequestAborted);
        return ResultsAnswer.Of(request.Form, Description, [.. new[] { JobOutput.Of(Message, message), JobOutput.Of(Pause, pause) }.OfType<JobOutput>()]);
    }

    static string ReadMessage(ExecuteRequest request, List<FieldFault> faults)
    {
        if (!request.Members.TryGetValue(Message, out var value))
            faults.Add(new FieldFault($"inputs.{Message}", null, "is required"));
        else if (value.ValueKind != JsonValueKind.String)
            faults.Add(new FieldFault($"inputs.{Message}", Excerpt.Of(value), "must be a text"));
        else
            return TextOf(value) ?? Fault(value, faults);
        return "";
    }

    /// <summary>Null for an escaped half of a character, which is no text.</summary>
    static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static string Fault(JsonElement value, List<FieldFault> faults)
    {
        faults.Add(new FieldFault($"inputs.{Message}", Excerpt.Of(value), "must be well-formed Unicode text"));
        return "";
    }

    static int? ReadPause(ExecuteRequest request, List<FieldFault> faults)
    {
        if (!request.Members.TryGetValue(Pause, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var seconds) && seconds is >= 0 and <= LongestPause)
            return seconds;
        faults.Add(new FieldFault($"inputs.{Pause}", Excerpt.Of(value), $"must be an integer from 0 to {LongestPause}"));
        return null;
    }
}
