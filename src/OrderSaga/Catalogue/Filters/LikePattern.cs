using System.Text;

namespace OrderSaga.Catalogue.Filters;

/// <summary>
/// A pattern of CQL2's <c>like</c>: <c>%</c> stands for any text, <c>_</c> for one character, a backslash takes the next character as
/// it is. Case counts.
/// </summary>
sealed class LikePattern
{
    const char Any = '\uFFFE';
    const char One = '\uFFFF';

    // Wildcards are told from escaped characters by code points that no text holds.
    readonly string _pattern;

    public LikePattern(string text)
    {
        Text = text;
        var pattern = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            pattern.Append(text[i] switch
            {
                '%' => Any,
                '_' => One,
                '\\' when i + 1 < text.Length => text[++i],
                var letter => letter,
            });
        }
        _pattern = pattern.ToString();
    }

    public string Text { get; }

    public bool Matches(string text)
    {
        // The last % is the only place to go back to, so this ends after at most |text| × |pattern| steps.
        int at = 0, place = 0, star = -1, resume = 0;
        while (at < text.Length)
        {
            if (place < _pattern.Length && (_pattern[place] == One || _pattern[place] == text[at]))
            {
                place++;
                at++;
            }
            else if (place < _pattern.Length && _pattern[place] == Any)
            {
                star = place++;
                resume = at;
            }
            else if (star >= 0)
            {
                place = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }
        return _pattern.AsSpan(place).TrimStart(Any).IsEmpty;
    }

    /// <summary>The same as one plain test: <c>eq</c>, <c>startsWith</c>, <c>endsWith</c> or <c>contains</c> with its text; null when it is none of these.</summary>
    public (string Test, string Text)? AsPlainTest()
    {
        var inner = _pattern.Trim(Any);
        if (inner.Length == 0 || inner.Contains(Any, StringComparison.Ordinal) || inner.Contains(One, StringComparison.Ordinal))
            return null;
        return (_pattern[0] == Any, _pattern[^1] == Any) switch
        {
            (false, false) => ("eq", inner),
            (false, true) => ("startsWith", inner),
            (true, false) => ("endsWith", inner),
            _ => ("contains", inner),
        };
    }
}
