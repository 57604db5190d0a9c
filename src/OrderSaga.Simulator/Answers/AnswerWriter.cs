using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OrderSaga.Simulator.Answers;

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
