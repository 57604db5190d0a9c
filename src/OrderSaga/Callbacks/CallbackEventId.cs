using System.Globalization;

namespace OrderSaga.Callbacks;

/// <summary>
/// <c>&lt;job id&gt;-&lt;sequence&gt;</c>. It is part of what is signed, so a receiver can trust the job id in it, which a
/// results document does not hold. It has no dot: that is the signature's own separator.
/// </summary>
public static class CallbackEventId
{
    const int JobIdLength = 36;

    public static string Of(Guid jobId, int sequence) => string.Create(CultureInfo.InvariantCulture, $"{jobId:D}-{sequence}");

    /// <returns>The event's sequence, or null when <paramref name="text"/> is no event of the job.</returns>
    public static int? SequenceIn(string text, Guid jobId) =>
        text.Length > JobIdLength
        && int.TryParse(text.AsSpan(JobIdLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        && text == Of(jobId, sequence)
            ? sequence
            : null;
}
