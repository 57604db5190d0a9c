using System.Text.Json;

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

/// <summary>Collects the faults of one reading or validation.</summary>
/// <remarks>
/// A member of the wrong JSON type is replaced by a blank while reading, so that all rules can still be run over the
/// whole; its field is marked as spoiled and takes no second fault.
/// </remarks>
/// <param name="faults">Where they are collected, at most <see cref="Limit"/>.</param>
public sealed class FaultList(ICollection<Fault> faults)
{
    /// <summary>What is told of one message: a huge garbled one shall not become a huger answer.</summary>
    public const int Limit = 200;

    HashSet<string>? _spoiled;

    /// <summary>All faults, those beyond the limit too.</summary>
    public int Count { get; private set; }

    /// <summary>No more are told: whoever walks a list may stop, as the whole is refused anyway.</summary>
    public bool IsFull => Count >= Limit;

    /// <summary>Whether a member's own shape is wrong.</summary>
    public bool Spoiled(string field) => _spoiled?.Contains(field) == true;

    /// <summary>Tells a fault, unless the field is spoiled.</summary>
    /// <param name="field">Full path of the member.</param>
    /// <param name="value">What was given, of any length; null for nothing.</param>
    /// <param name="rule">The rule it breaks, as a sentence.</param>
    public void Add(string field, string? value, string rule)
    {
        if (Spoiled(field))
            return;
        Count++;
        if (Count <= Limit)
            faults.Add(new Fault(field, value is null ? null : Excerpt.Of(value), rule));
    }

    /// <inheritdoc cref="Add(string, string?, string)"/>
    public void Add(string field, JsonElement value, string rule) => Add(field, Excerpt.Of(value), rule);

    /// <summary>The member's own shape is wrong; whatever stands in for it is not judged.</summary>
    public void Spoil(string field, JsonElement value, string rule)
    {
        Add(field, Excerpt.Of(value), rule);
        (_spoiled ??= new HashSet<string>(StringComparer.Ordinal)).Add(field);
    }

    /// <summary>Text that must be given, not blank, storable and not too long (counted in UTF-16 as Java does; PostgreSQL counts no more).</summary>
    public bool Text(string field, string? value, int maxLength = int.MaxValue)
    {
        var rule = value switch
        {
            null or "" => "is required",
            _ when string.IsNullOrWhiteSpace(value) => "must not be blank",
            _ when value.Length > maxLength => $"must have at most {maxLength} characters",
            _ => PlainText.Rule(value),
        };
        if (rule is null)
            return true;
        Add(field, value, rule);
        return false;
    }

    /// <summary>Text of an AMQP header, and so without control characters.</summary>
    public void HeaderText(string field, string? value, int maxLength = int.MaxValue)
    {
        if (Text(field, value, maxLength) && value!.Any(char.IsControl))
            Add(field, value, "must not hold control characters");
    }
}
