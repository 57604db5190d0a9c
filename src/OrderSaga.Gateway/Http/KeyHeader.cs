using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Http;

/// <summary>The header <c>Idempotency-Key</c>: bare, or in the quotes that its draft gives it.</summary>
static class KeyHeader
{
    public const string Name = "Idempotency-Key";

    const int Longest = 255;

    /// <returns>The key, or null where there is none.</returns>
    /// <exception cref="RefusedException">400: it is no key.</exception>
    public static string? Read(HttpRequest request)
    {
        var values = request.Headers[Name];
        if (values.Count == 0)
            return null;
        var key = values is [{ } only] ? Unquoted(only.Trim()) : "";
        return key.Length is > 0 and <= Longest && key.All(letter => letter is >= ' ' and <= '~')
            ? key
            : throw Refusals.Invalid(Name, values.ToString(), $"must be one text of 1 to {Longest} printable ASCII characters");
    }

    static string Unquoted(string text) => text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
}
