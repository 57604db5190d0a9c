namespace OrderSaga.Texts;

/// <summary>One thing that is wrong with what was given.</summary>
/// <param name="Field">Full path of the member, in the caller's words, e.g. <c>patch.files[3].attributes.checksum</c>.</param>
/// <param name="Value">What was given, as short text (cut at <see cref="Excerpt.Length"/> characters); null when nothing was given.</param>
/// <param name="Rule">The rule that was broken, as a sentence.</param>
public sealed record Fault(string Field, string? Value, string Rule)
{
    /// <summary>Field, value and rule on one line, for logs and plain-text answers.</summary>
    public override string ToString() =>
        Value is null ? $"{Field}: {Rule}" : $"{Field} = '{Value}': {Rule}";
}
