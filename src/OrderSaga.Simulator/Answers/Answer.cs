using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OrderSaga.Simulator.Answers;

/// <summary>One event for the answer exchange (REGARDS contract: response). Null members stay off the wire.</summary>
/// <param name="Tenant">Goes into the header <c>regards.tenant</c>.</param>
public sealed record Answer(string Tenant)
{
    public const string Patch = "PATCH";
    public const string Notification = "NOTIFICATION";

    /// <summary><see cref="Patch"/> or <see cref="Notification"/>.</summary>
    public string Type { get; init; } = Patch;

    public string? RequestId { get; init; }
    public string? RequestOwner { get; init; }

    /// <summary>Provider id; absent in notifications and in the denial of an unreadable request.</summary>
    public string? Id { get; init; }

    public string? Urn { get; init; }

    /// <summary>GRANTED, DENIED, SUCCESS or ERROR; a fault may put anything here.</summary>
    public string State { get; init; } = "";

    public IReadOnlyList<string>? Errors { get; init; }

    /// <summary>A body that is no event at all, sent as it is in place of the members.</summary>
    public string? Garbage { get; init; }
}

/// <summary>The body of an answer as REGARDS writes it: one JSON object, UTF-8, absent members left out.</summary>
static class AnswerWriter
{
    public static byte[] Write(Answer answer)
    {
        if (answer.Garbage is { } garbage)
            return Encoding.UTF8.GetBytes(garbage);

        var buffer = new ArrayBufferWriter<byte>(320);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, answer.Type);
            WriteIfGiven(json, "requestId"u8, answer.RequestId);
            WriteIfGiven(json, "requestOwner"u8, answer.RequestOwner);
            WriteIfGiven(json, "id"u8, answer.Id);
            WriteIfGiven(json, "urn"u8, answer.Urn);
            json.WriteString("state"u8, answer.State);
            if (answer.Errors is { } errors)
            {
                json.WriteStartArray("errors"u8);
                foreach (var error in errors)
                    json.WriteStringValue(error);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    static void WriteIfGiven(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
