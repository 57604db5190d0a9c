using System.Collections.Frozen;
using System.Text.Json;
using OrderSaga.Regards.Values;
using OrderSaga.Texts;

namespace OrderSaga.Regards.Answers;

/// <summary>
/// Reads what REGARDS answers (REGARDS contract: response). Tolerant of members it does not know, of nulls and of odd
/// errors; strict on what an answer is nothing without. No message whatever makes it throw.
/// </summary>
public static class AnswerReader
{
    /// <summary>Characters kept of one error; REGARDS echoes whole messages.</summary>
    public const int MaxErrorLength = 4000;

    /// <summary>Errors kept of one answer.</summary>
    public const int MaxErrors = 50;

    static readonly FrozenDictionary<string, AnswerState> States = new Dictionary<string, AnswerState>
    {
        ["GRANTED"] = AnswerState.Granted,
        ["DENIED"] = AnswerState.Denied,
        ["SUCCESS"] = AnswerState.Success,
        ["ERROR"] = AnswerState.Error,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, AnswerKind> Kinds = new Dictionary<string, AnswerKind>
    {
        ["PATCH"] = AnswerKind.Patch,
        ["NOTIFICATION"] = AnswerKind.Notification,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="body">UTF-8 JSON, with or without a byte order mark.</param>
    /// <param name="tenantHeader">Value of <see cref="RegardsHeaders.Tenant"/>.</param>
    public static AnswerReading Read(ReadOnlyMemory<byte> body, string? tenantHeader)
    {
        if (body.Span.StartsWith(ByteOrderMark))
            body = body[ByteOrderMark.Length..];
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonDepth.Deepest });
            return Read(document.RootElement, tenantHeader);
        }
        catch (JsonException fault)
        {
            var text = System.Text.Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 4 * Excerpt.Length)]);
            return Unreadable("body", text, JsonDepth.Exceeds(body.Span) ? JsonDepth.Rule : $"must be JSON: {Excerpt.Of(fault.Message)}");
        }
    }

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, string?)"/>
    public static AnswerReading Read(JsonElement body, string? tenantHeader)
    {
        if (string.IsNullOrWhiteSpace(tenantHeader))
            return Unreadable($"header {RegardsHeaders.Tenant}", tenantHeader, "is required");
        if (body.ValueKind is not JsonValueKind.Object)
            return Unreadable("body", Excerpt.Of(body), "must be a JSON object");

        var members = new AnswerMembers(body);
        if (members.Text("type") is not { } type)
            return Unreadable("type", members.Raw("type"), "must be the kind of request, as text");
        var kind = Kinds.GetValueOrDefault(type, AnswerKind.Other);
        if (!States.TryGetValue(members.Text("state") ?? "", out var state) && kind is not AnswerKind.Other)
            return Unreadable("state", members.Raw("state"), "must be GRANTED, DENIED, SUCCESS or ERROR");
        // Of what is not ours to follow, nothing more is demanded.
        if (kind is not AnswerKind.Other && AnswerMembers.Texts.FirstOrDefault(members.IsNotText) is { } wrong)
            return Unreadable(wrong, members.Raw(wrong), "must be text");

        var answer = new PatchAnswer(
            tenantHeader,
            members.Text("requestId"),
            members.Text("requestOwner"),
            kind,
            state,
            members.Text("id"),
            members.Text("urn"),
            members.Errors(MaxErrors, MaxErrorLength));
        return new AnswerReading(answer, null);
    }

    static AnswerReading Unreadable(string field, string? value, string rule) =>
        new(null, new Fault(field, value is null ? null : Excerpt.Of(value), rule).ToString());
}

/// <summary>Either an answer, or why the message is none.</summary>
/// <param name="Answer">Null if unreadable.</param>
/// <param name="Unreadable">Field, value and rule; null if there is an answer.</param>
public readonly record struct AnswerReading(PatchAnswer? Answer, string? Unreadable);
