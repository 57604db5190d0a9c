using System.Text.Json;

namespace OrderSaga.Gateway.Processes;

/// <summary>The value of an input, out of its wrapping or fetched from where it was referred to.</summary>
/// <param name="Value">A literal, an array, a bounding box or an object.</param>
/// <param name="MediaType">Which of the input's media types it has, where its client said so.</param>
sealed record InputValue(JsonElement Value, string? MediaType = null);
