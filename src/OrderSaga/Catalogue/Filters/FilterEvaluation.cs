namespace OrderSaga.Catalogue.Filters;

/// <summary>
/// Whether an item matches, in the three-valued logic of CQL2: of a property that is absent or of another kind nothing is known, and only
/// what is known to be true matches.
/// </summary>
static class FilterEvaluation
{
    static readonly Dictionary<string, Func<int, bool>> _comparisons = new(StringComparer.Ordinal)
    {
        ["="] = order => order == 0,
        ["<>"] = order => order != 0,
        ["<"] = order => order < 0,
        ["<="] = order => order <= 0,
        [">"] = order => order > 0,
        [">="] = order => order >= 0,
    };

    public static bool Matches(this Filter filter, FilteredItem item) => Evaluate(filter, item) is true;

    static bool? Evaluate(Filter filter, FilteredItem item) => filter switch
    {
        Filter.And and => Any(and.Parts, item, decides: false),
        Filter.Or or => Any(or.Parts, item, decides: true),
        Filter.Not not => !Evaluate(not.Part, item),
        Filter.Comparison comparison => Compare(item[comparison.Property], comparison.Operator, comparison.Value),
        Filter.Between between => Both(Compare(item[between.Property], ">=", between.Low), Compare(item[between.Property], "<=", between.High)),
        Filter.In list => In(item[list.Property], list.Values),
        Filter.Like like => item[like.Property] is { Kind: FilterValueKind.Text } value ? like.Pattern.Matches(value.Text) : null,
        Filter.IsNull nothing => item.Lacks(nothing.Property),
        Filter.Intersects intersects => item.Footprint()?.Meets(intersects.Shape),
        Filter.During during => Both(
            Inside(item[during.Start]?.Instant, during.After, (time, end) => time > end),
            Inside(item[during.End]?.Instant, during.Before, (time, end) => time < end)),
        _ => throw new InvalidOperationException($"No evaluation of {filter}."),
    };

    /// <summary>One part that is <paramref name="decides"/> settles it; else one that is not known leaves it open.</summary>
    static bool? Any(IReadOnlyList<Filter> parts, FilteredItem item, bool decides)
    {
        bool? answer = !decides;
        foreach (var part in parts)
        {
            var known = Evaluate(part, item);
            if (known == decides)
                return decides;
            if (known is null)
                answer = null;
        }
        return answer;
    }

    static bool? Both(bool? one, bool? other) => one is false || other is false ? false : one is null || other is null ? null : true;

    static bool? Compare(FilterValue? value, string comparison, FilterValue with) =>
        value?.CompareTo(with) is { } order ? _comparisons[comparison](order) : null;

    static bool? In(FilterValue? value, IReadOnlyList<FilterValue> values)
    {
        bool? answer = null;
        foreach (var candidate in values)
        {
            var same = Compare(value, "=", candidate);
            if (same is true)
                return true;
            answer ??= same;
        }
        return answer;
    }

    static bool? Inside(DateTime? time, DateTime? end, Func<DateTime, DateTime, bool> holds) =>
        time is not { } known ? null : end is not { } bound || holds(known, bound);
}
