using System.Text.Json;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac.Items;

namespace OrderSaga.Simulator.Stac.Search;

/// <summary>The items that a search matches, in its order: numbers alone, and not even these when all items match in their own order.</summary>
sealed class Selection
{
    readonly int[]? _items;
    readonly bool _backwards;

    Selection(int count, int[]? items, bool backwards)
    {
        Count = count;
        _items = items;
        _backwards = backwards;
    }

    public int Count { get; }

    public int this[int place]
    {
        get
        {
            var at = _backwards ? Count - 1 - place : place;
            return _items is null ? at : _items[at];
        }
    }

    /// <exception cref="BadSearchException">The search can't be read.</exception>
    public static Selection Of(SearchRequest search, IStacItems items, StacSettings settings)
    {
        var sort = Sort(search);
        var tests = Tests(search, items, settings).ToList();
        var candidates = Candidates(search, items, settings);
        // A catalogue in the order of its times, sorted by them or not at all, needs no sorting.
        var inOrder = candidates is null && (sort.Count == 0 || (items.AreByDatetime && sort[0].Field == "datetime"));
        var backwards = inOrder && sort is [{ Descending: true }, ..];
        if (inOrder && tests.Count == 0)
            return new Selection(items.Count, null, backwards);

        var matches = (candidates ?? Enumerable.Range(0, items.Count)).Where(item => tests.TrueForAll(test => test(item))).ToArray();
        if (!inOrder)
            Sort(matches, sort, items);
        return new Selection(matches.Length, matches, backwards);
    }

    /// <summary>The only items that can match, where that is known without looking at all; in no order.</summary>
    static IEnumerable<int>? Candidates(SearchRequest search, IStacItems items, StacSettings settings)
    {
        if (search["ids"] is { ValueKind: JsonValueKind.Array } ids)
            return ids.EnumerateArray().SelectMany(id => items.WithId(id.GetString() ?? "")).Distinct();
        if (settings.Query && search["query"] is { ValueKind: JsonValueKind.Object } query && query.TryGetProperty("regards:urn", out var urn)
            && urn.ValueKind == JsonValueKind.Object && urn.TryGetProperty("in", out var urns) && urns.ValueKind == JsonValueKind.Array)
            return urns.EnumerateArray().SelectMany(one => items.WithUrn(one.GetString() ?? "")).Distinct();
        return null;
    }

    static IEnumerable<Func<int, bool>> Tests(SearchRequest search, IStacItems items, StacSettings settings)
    {
        if (search["collections"] is { ValueKind: JsonValueKind.Array } names && names.GetArrayLength() > 0)
        {
            var collections = names.EnumerateArray().Select(name => name.GetString()).ToHashSet(StringComparer.Ordinal);
            yield return item => collections.Contains(items.Collection(item));
        }
        if (search["datetime"] is { } datetime)
        {
            var (from, to) = Range(datetime.GetString() ?? "");
            yield return item => items.Time(item) is { } time && !(time.End < from) && !(time.Start > to);
        }
        if (search["bbox"] is { } bbox)
        {
            if (search["intersects"] is not null)
                throw new BadSearchException("bbox and intersects must not stand together");
            var halves = (Rectangle.Of([.. bbox.EnumerateArray().Select(number => number.GetDouble())]) ?? throw new BadSearchException("bbox must have 4 or 6 numbers")).Halves().ToArray();
            yield return item => items.Box(item) is { } own && own.Halves().Any(mine => Array.Exists(halves, mine.Meets));
        }
        if (search["intersects"] is { } intersects)
        {
            var shape = Shape.Of(intersects);
            yield return item => items.Box(item) is { } own && shape.Meets(own);
        }
        if (settings.Query && search["query"] is { } query)
        {
            foreach (var test in QueryTests.Of(query, items))
                yield return test;
        }
        if (settings.Cql2 && search["filter"] is { } filter)
        {
            var test = new Cql2Tests(items).Of(filter);
            yield return item => test(item) is true;
        }
    }

    static (DateTimeOffset? From, DateTimeOffset? To) Range(string text)
    {
        var ends = text.Split('/');
        if (ends.Length > 2)
            throw new BadSearchException("datetime has more than two ends");
        return (End(ends[0]), End(ends[^1]));
    }

    static DateTimeOffset? End(string text) => text is "" or ".."
        ? null
        : ItemValues.AsTime(text) ?? throw new BadSearchException($"datetime '{text}' is no RFC 3339 date-time");

    static List<(string Field, bool Descending)> Sort(SearchRequest search)
    {
        if ((search["sortby"] ?? search["sortBy"]) is not { ValueKind: JsonValueKind.Array } fields)
            return [];
        return [.. fields.EnumerateArray().Select(field => (
            Plain(field.GetProperty("field").GetString()!),
            field.TryGetProperty("direction", out var direction) && direction.ValueEquals("desc")))];
    }

    static string Plain(string field) => field.StartsWith("properties.", StringComparison.Ordinal) ? field["properties.".Length..] : field;

    static void Sort(int[] matches, List<(string Field, bool Descending)> sort, IStacItems items)
    {
        var keys = Array.ConvertAll(matches, item => sort.ConvertAll(field => Key(field.Field, item, items)).ToArray());
        Array.Sort(keys, matches, Comparer<object?[]>.Create((one, other) =>
        {
            for (var i = 0; i < sort.Count; i++)
            {
                var order = sort[i].Field == "id"
                    ? string.CompareOrdinal((string?)one[i], (string?)other[i]) * (sort[i].Descending ? -1 : 1)
                    : ItemValues.Sort(one[i], other[i], sort[i].Descending);
                if (order != 0)
                    return order;
            }
            return 0;
        }));
    }

    static object? Key(string field, int item, IStacItems items) => field switch
    {
        "id" => items.Id(item),
        "datetime" => items.Property(item, "datetime") ?? items.Property(item, "start_datetime"),
        _ => items.Property(item, field),
    };
}

/// <summary>Keeps the selections of the last searches, as the pages of one search come one by one. Thread-safe.</summary>
sealed class Selections(IStacItems items, StacSettings settings)
{
    const int Most = 16;

    readonly Lock _gate = new();
    readonly List<(string Key, Selection Selection)> _last = [];

    public Selection Of(SearchRequest search)
    {
        lock (_gate)
        {
            var at = _last.FindIndex(kept => kept.Key == search.Key);
            if (at >= 0)
                return _last[at].Selection;
        }
        var selection = Selection.Of(search, items, settings);
        lock (_gate)
        {
            _last.Add((search.Key, selection));
            if (_last.Count > Most)
                _last.RemoveAt(0);
        }
        return selection;
    }
}
