namespace OrderSaga.Catalogue.Filters;

/// <summary>
/// Whether an item matches, in the three-valued logic of CQL2: of a property that is absent, unreadable or of another kind nothing is
/// known, and only what is known to be true matches.
/// </summary>
static class FilterEvaluation
{
    static readonly Dictionary<string, Func<int, bool>> Comparisons = new(StringComparer.Ordinal)
    {
        ["="] = place => place == 0,
        ["<>"] = place => place != 0,
        ["<"] = place => place < 0,
        ["<="] = place => place <= 0,
        [">"] = place => place > 0,
        [">="] = place => place >= 0,
    };

    public static bool Matches(this Filter filter, FilteredItem item) => Evaluate(filter, item) is true;

    /// <summary>Null where it is not known.</summary>
    public static bool? Evaluate(this Filter filter, FilteredItem item) => filter switch
    {
        Filter.And and => Any(and.Parts, item, decides: false),
        Filter.Or or => Any(or.Parts, item, decides: true),
        Filter.Not not => !Evaluate(not.Part, item),
        Filter.Comparison comparison => Compare(item[comparison.Property], comparison.Operator, comparison.Value),
        Filter.Between between => Both(Compare(item[between.Property], ">=", between.Low), Compare(item[between.Property], "<=", between.High)),
        Filter.In list => In(item[list.Property], list.Values),
        Filter.Like like => item[like.Property] is { Kind: FilterValueKind.Text or FilterValueKind.Time } value ? like.Pattern.Matches(value.Text) : null,
        Filter.IsNull nothing => item.Lacks(nothing.Property),
        Filter.Intersects intersects => intersects.Shape.Meets(item.Footprint()),
        Filter.During during => Both(
            Inside(item.SpanOf(during.Start)?.First, during.After, (time, end) => time > end),
            Inside(item.SpanOf(during.End)?.Last, during.Before, (time, end) => time < end)),
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

    static bool? Compare(FilterValue? value, string comparison, FilterValue with)
    {
        if (value?.PlaceIn(with) is not var (least, most))
            return null;
        var holds = Comparisons[comparison];
        var answer = holds(least);
        for (var place = least + 1; place <= most; place++)
        {
            if (holds(place) != answer)
                return null;
        }
        return answer;
    }

    static bool? In(FilterValue? value, IReadOnlyList<FilterValue> values)
    {
        // One that can't be compared leaves it open, unless another is the same.
        bool? answer = false;
        foreach (var candidate in values)
        {
            var same = Compare(value, "=", candidate);
            if (same is true)
                return true;
            if (same is null)
                answer = null;
        }
        return answer;
    }

    static bool? Inside(DateTime? time, DateTime? end, Func<DateTime, DateTime, bool> holds) =>
        time is not { } known ? null : end is not { } bound || holds(known, bound);
}
