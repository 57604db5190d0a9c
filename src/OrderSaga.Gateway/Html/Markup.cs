using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace OrderSaga.Gateway.Html;

/// <summary>
/// HTML that is safe to send. An interpolated string becomes it wherever it is wanted: the literal parts are taken as they
/// are written, every value put between them is encoded, unless it is markup itself. A plain string has no other way in.
/// </summary>
/// <remarks>
/// Encoding covers text and quoted attribute values. An address from outside goes through <see cref="Parts.Anchor"/>, which
/// looks at its scheme. Elements are closed as XML closes them, so that a test can read every page strictly.
/// </remarks>
/// <example><code>Markup cell = $"&lt;td&gt;{label}&lt;/td&gt;";</code></example>
[InterpolatedStringHandler]
sealed class Markup
{
    // Letters of every language stay readable; what markup is made of never passes.
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly StringBuilder _text;

    public Markup(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (16 * formattedCount));

    /// <summary>For an argument after a condition: when that is false nothing is evaluated.</summary>
    public Markup(int literalLength, int formattedCount, bool condition, out bool isWanted)
        : this(condition ? literalLength : 0, condition ? formattedCount : 0) => isWanted = condition;

    public static Markup Empty { get; } = new(0, 0);

    /// <summary>The text, encoded; null for none.</summary>
    public static Markup? Text(string? text) => text is null ? null : (Markup)$"{text}";

    /// <summary>The markup, or nothing; then an interpolated string's values are not even evaluated.</summary>
    public static Markup When(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] Markup markup) => condition ? markup : Empty;

    /// <summary>The markup of every item, one after the other.</summary>
    public static Markup Each<T>(IEnumerable<T> items, Func<T, Markup> markup)
    {
        var all = new Markup(0, 0);
        foreach (var item in items)
            all._text.Append(markup(item)._text);
        return all;
    }

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(Markup? markup)
    {
        if (markup is not null)
            _text.Append(markup._text);
    }

    public void AppendFormatted(string? text)
    {
        if (text is not null)
            _text.Append(Encoder.Encode(text));
    }

    public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(Guid id) => _text.Append(id.ToString());

    public override string ToString() => _text.ToString();
}
