using System.Text;

namespace OrderSaga.Gateway.Http;

/// <summary>One item of a header list, such as <c>wait=10; why="slow"</c>; parameter names in any case.</summary>
sealed record HeaderItem(string Value, IReadOnlyDictionary<string, string> Parameters);

/// <summary>Reads header lists the forgiving way: several headers, commas, parameters, quoted strings, stray blanks.</summary>
static class HeaderList
{
    public static IEnumerable<HeaderItem> Items(IEnumerable<string?> headers)
    {
        foreach (var item in headers.SelectMany(header => Split(header ?? "", ',')))
        {
            var parts = Split(item, ';').ToList();
            if (parts.Count == 0)
                continue;
            var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var part in parts.Skip(1))
            {
                var (name, value) = Pair(part);
                parameters.TryAdd(name, value);
            }
            yield return new HeaderItem(parts[0], parameters);
        }
    }

    /// <summary><c>name=value</c>, the value without its quotes; an absent value is empty.</summary>
    public static (string Name, string Value) Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return (text.Trim(), "");
        var value = text[(equals + 1)..].Trim();
        if (value.Length >= 2 && value[0] == '"' && value[^1] == '"')
            value = value[1..^1].Replace("\\", "", StringComparison.Ordinal);
        return (text[..equals].Trim(), value);
    }

    static IEnumerable<string> Split(string text, char separator)
    {
        var part = new StringBuilder();
        var quoted = false;
        foreach (var letter in text)
        {
            quoted ^= letter == '"';
            if (letter != separator || quoted)
            {
                part.Append(letter);
                continue;
            }
            if (part.ToString().Trim() is { Length: > 0 } done)
                yield return done;
            part.Clear();
        }
        if (part.ToString().Trim() is { Length: > 0 } last)
            yield return last;
    }
}
