using System.Text.RegularExpressions;

namespace OrderSaga.Catalogue;

/// <summary>What products are sorted by: a leading <c>-</c> descending, <c>+</c> or nothing ascending, then <c>datetime</c>, <c>id</c> or a property's name.</summary>
sealed partial record SortKey(string Property, bool Descending)
{
    public const string Id = "id";
    public const string Datetime = "datetime";
    public const string Rule = "must be datetime, id or a property's name of at most 128 letters, digits and _ : . -, perhaps with a leading + or - (descending)";

    const string InProperties = "properties.";

    /// <summary>Null for a text that breaks <see cref="Rule"/>.</summary>
    public static SortKey? Read(string text)
    {
        if (!Form.IsMatch(text))
            return null;
        var name = text.TrimStart('+', '-');
        if (name.StartsWith(InProperties, StringComparison.Ordinal))
            name = name[InProperties.Length..];
        return name.Length == 0 ? null : new SortKey(name, text[0] == '-');
    }

    [GeneratedRegex(@"\A[+-]?[A-Za-z0-9_][A-Za-z0-9_:.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}
