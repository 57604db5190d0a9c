using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;

namespace OrderSaga.Gateway.Processes;

/// <summary>
/// An execute request (OGC 18-062r2, execute.yaml). Its form is checked; what its values say is for the process, which
/// tells the faults of both at once.
/// </summary>
sealed record ExecuteRequest
{
    public required ProcessDescription Process { get; init; }

    /// <summary>The inputs without their wrapping, as they stood. One with a fault is left out.</summary>
    public required IReadOnlyDictionary<string, InputValue> Inputs { get; init; }

    public JsonElement? Subscriber { get; init; }

    public required ResultForm Form { get; init; }

    /// <summary>What is wrong with the form; the request must be refused when there is any.</summary>
    public required IReadOnlyList<FieldFault> Faults { get; init; }

    /// <summary>Whose job it will be.</summary>
    public required string Owner { get; init; }

    /// <summary>The member's name; an escaped half of a character is no name.</summary>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw Refusals.Invalid("body", null, "must be well-formed Unicode text in its member names");
        }
    }
}
