using System.Text.Json;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Jobs;

/// <summary>One output of a job.</summary>
/// <param name="Name">Its name in the process description.</param>
/// <param name="Value">A literal, an array or an object.</param>
/// <param name="MediaType">That of a text's content; null for plain text and JSON.</param>
/// <param name="Encoding"><c>base64</c> for bytes; null for text.</param>
sealed record JobOutput(string Name, JsonElement Value, string? MediaType = null, string? Encoding = null)
{
    public const string Base64 = "base64";

    /// <summary>An output whose value was there at the end and is no more, and why.</summary>
    public string? Gone { get; init; }

    /// <summary>An output written as the gateway writes everything; null for no value.</summary>
    public static JobOutput? Of(string name, object? value) =>
        value is null ? null : new JobOutput(name, JsonSerializer.SerializeToElement(value, GatewayJson.Options));
}
