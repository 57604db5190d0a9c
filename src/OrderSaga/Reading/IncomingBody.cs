using System.Text.Json;
using System.Text.Unicode;
using OrderSaga.Texts;

namespace OrderSaga.Reading;

/// <summary>
/// Opens a message body: a JSON object, alone or in MassTransit's envelope, whatever its content type says. Only what is
/// no object at all is unreadable; a member of the wrong type is answered by name.
/// </summary>
static class IncomingBody
{
    /// <param name="body">The message's body.</param>
    /// <param name="messageType">The type that an envelope must name.</param>
    /// <exception cref="UnreadableMessageException">There is no object of that type in it.</exception>
    public static Dictionary<string, JsonElement> Open(ReadOnlySpan<byte> body, string messageType)
    {
        var root = Parse(body);
        var members = Members(root);
        if (!members.TryGetValue("messageType", out var types) || !members.TryGetValue("message", out var message))
            return members;
        if (types.ValueKind is not JsonValueKind.Array || !types.EnumerateArray().Any(type => Names(type, messageType)))
            throw new UnreadableMessageException($"it is an envelope of {Excerpt.Of(types)}, not of {messageType}.");
        if (message.ValueKind is not JsonValueKind.Object)
            throw new UnreadableMessageException($"its envelope holds {message.ValueKind} and no object.");
        return Members(message);
    }

    static JsonElement Parse(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        if (body.IsEmpty)
            throw new UnreadableMessageException("its body is empty.");
        if (!Utf8.IsValid(body))
            throw new UnreadableMessageException("its body is no UTF-8.");
        try
        {
            var root = JsonElement.Parse(body, new JsonDocumentOptions { MaxDepth = JsonDepth.Deepest });
            return root.ValueKind is JsonValueKind.Object ? root : throw new UnreadableMessageException($"it is a JSON {root.ValueKind} and no object.");
        }
        catch (JsonException exception)
        {
            throw new UnreadableMessageException(JsonDepth.Exceeds(body) ? $"it {JsonDepth.Rule}." : $"it is no JSON: {exception.Message}");
        }
    }

    /// <summary>Of a member given twice the last counts.</summary>
    static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            // A name that is no Unicode text is none of ours.
            if (JsonText.TryReadName(member, out var name))
                members[name] = member.Value;
        }
        return members;
    }

    static bool Names(JsonElement type, string messageType) =>
        type.ValueKind is JsonValueKind.String && JsonText.TryRead(type, out var text)
        && string.Equals(text, messageType, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A message that can't be understood, now or later: it goes whole to <c>&lt;queue&gt;_error</c> at once.</summary>
public abstract class UnreadableException(string text) : Exception(text);

/// <summary>A message body that holds no JSON object of the type that is wanted.</summary>
public sealed class UnreadableMessageException(string reason) : UnreadableException($"The message can't be read: {reason}");
