using System.Buffers;

namespace OrderSaga.Regards.Answers;

/// <summary>One answer of REGARDS. Every subscriber gets those of all tenants, owners and kinds: filter on <paramref name="Tenant"/>, then <paramref name="RequestOwner"/>, then a known <paramref name="RequestId"/>.</summary>
/// <param name="Tenant">From the message's header, not blank.</param>
/// <param name="RequestId">Null if the request had none.</param>
/// <param name="RequestOwner">Null if the request had none.</param>
/// <param name="Kind">Unknown types are <see cref="AnswerKind.Other"/>.</param>
/// <param name="State">Never <see cref="AnswerState.None"/> for a patch or a notification.</param>
/// <param name="ProviderId">As sent, or as stored after SUCCESS.</param>
/// <param name="Urn">Absent when REGARDS could not read the request.</param>
/// <param name="Errors">Free English text; in a DENIED each begins with a code in brackets. Bounded by <see cref="AnswerReader"/>.</param>
public sealed record PatchAnswer(
    string Tenant,
    string? RequestId,
    string? RequestOwner,
    AnswerKind Kind,
    AnswerState State,
    string? ProviderId,
    string? Urn,
    IReadOnlyList<string> Errors)
{
    /// <summary>The code of a request id that REGARDS still holds.</summary>
    public const string DuplicateRequestId = "request.requestId.exists.error.message";

    /// <summary>REGARDS already has this request: after our own re-send that is no failure.</summary>
    public bool DeniedAsDuplicate =>
        State == AnswerState.Denied && Errors.Any(error => CodeOf(error) is DuplicateRequestId);

    /// <summary>Code of the first error that begins with one, e.g. <c>error.unknown.model.message</c>; null in every ERROR and in unreadable requests.</summary>
    public string? ReasonCode => Errors.Select(CodeOf).FirstOrDefault(code => code is not null);

    static readonly SearchValues<char> CodeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    /// <summary>Only at the start of a text: further on it may be the echo of a request.</summary>
    static string? CodeOf(string error)
    {
        var text = error.AsSpan().TrimStart();
        if (text is not ['[', ..])
            return null;
        var code = text[1..];
        var end = code.IndexOf(']');
        if (end < 1)
            return null;
        code = code[..end];
        return code.ContainsAnyExcept(CodeCharacters) ? null : code.ToString();
    }
}

/// <summary>What an answer speaks of.</summary>
public enum AnswerKind
{
    /// <summary>Creations, deletions and whatever else REGARDS tells on the same exchange.</summary>
    Other,

    /// <summary>The patch itself.</summary>
    Patch,

    /// <summary>The automatic notification after a patch, under the same request id; never changes the patch's result.</summary>
    Notification,
}

/// <summary>REGARDS knows these four states and no others.</summary>
public enum AnswerState
{
    /// <summary>No known state; only in answers of <see cref="AnswerKind.Other"/>.</summary>
    None,

    /// <summary>The request was taken in; it may still fail.</summary>
    Granted,

    /// <summary>Not taken in: the request is wrong, or its id is in use. The end, unless GRANTED came before.</summary>
    Denied,

    /// <summary>Carried out.</summary>
    Success,

    /// <summary>Taken in and failed; SUCCESS may still follow, as an operator of REGARDS may have it try again (REGARDS contract: processing).</summary>
    Error,
}
