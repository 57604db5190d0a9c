using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Http;

/// <summary>Reads query parameters, telling every wrong one, and writes them back into links.</summary>
static class QueryText
{
    public const string Limit = "limit";
    public const string Status = "status";

    /// <summary>Where the page before ended.</summary>
    public const string Cursor = "cursor";

    public const int DefaultLimit = 10;
    public const int MostItems = 10_000;

    /// <summary>The items of an array parameter, repeated or with commas.</summary>
    public static List<string> Items(IQueryCollection query, string name) =>
        [.. query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    public static List<string> Words(IQueryCollection query, string name, IReadOnlyList<string> known, FoundFaults faults)
    {
        var items = Items(query, name);
        foreach (var word in items.Except(known))
            faults.Add(new FieldFault(name, Excerpt.Of(word), $"must be {string.Join(", ", known)}"));
        return items;
    }

    /// <summary>One whole number; what is beyond <paramref name="most"/> is cut, not refused.</summary>
    public static int? Whole(IQueryCollection query, string name, int least, int most, FoundFaults faults)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        if (values is [{ Length: > 0 } text] && char.IsAsciiDigit(text[0]) && (JsonNumber.TryReadWhole(text, out var read) || IsLong(text, out read)) && read >= least)
            return (int)Math.Min(read, most);
        faults.Add(new FieldFault(name, Excerpt.Of(values.ToString()), string.Create(CultureInfo.InvariantCulture, $"must be one whole number, {least} or more")));
        return null;
    }

    /// <summary>Digits alone, however many, those before it that say nothing among them.</summary>
    static bool IsLong(string text, out long number)
    {
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : long.MaxValue;
        return text.All(char.IsAsciiDigit);
    }

    /// <summary><paramref name="resource"/> with the query of <paramref name="request"/>, one parameter of it changed.</summary>
    public static string Address(string resource, HttpRequest request, (string Name, string Value)? change = null) =>
        change is var (name, value) ? Address(resource, request.Query, [KeyValuePair.Create(name, value)], name) : Address(resource, request.Query, []);

    /// <summary><paramref name="resource"/> with a query, some parameters of it left out and others added.</summary>
    public static string Address(string resource, IQueryCollection query, IEnumerable<KeyValuePair<string, string>> added, params IReadOnlyList<string> without)
    {
        var address = new QueryBuilder();
        foreach (var (name, values) in query)
        {
            if (!without.Contains(name, StringComparer.OrdinalIgnoreCase))
                address.Add(name, values.Select(value => value ?? ""));
        }
        foreach (var (name, value) in added)
            address.Add(name, value);
        return resource + address.ToQueryString();
    }
}
