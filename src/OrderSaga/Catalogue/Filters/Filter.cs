using OrderSaga.Catalogue.Footprints;

namespace OrderSaga.Catalogue.Filters;

/// <summary>What an expression may ask for that an item can have in an unreadable form.</summary>
enum FilterSubject
{
    /// <summary>When the item is of.</summary>
    Time,

    /// <summary>Where it lies.</summary>
    Area,
}

/// <summary>A CQL2 expression, read by <see cref="FilterReader"/>. Each carries the place it was read from, for faults.</summary>
abstract record Filter(string Place)
{
    /// <summary>Whether the expression, or a part of it, asks for it.</summary>
    public bool Asks(FilterSubject subject) => subject switch
    {
        FilterSubject.Time => Properties.Any(property => property is "datetime" or "start_datetime" or "end_datetime"),
        _ => AsksArea,
    };

    /// <summary>The properties whose values it asks for, perhaps more than once.</summary>
    public IEnumerable<string> Properties => this switch
    {
        Comparison comparison => [comparison.Property],
        Between between => [between.Property],
        In list => [list.Property],
        Like like => [like.Property],
        During during => [during.Start, during.End],
        _ => Inner.SelectMany(part => part.Properties),
    };

    bool AsksArea => this is Intersects || Inner.Any(part => part.AsksArea);

    IReadOnlyList<Filter> Inner => this switch
    {
        And and => and.Parts,
        Or or => or.Parts,
        Not not => [not.Part],
        _ => [],
    };

    /// <summary>All of them.</summary>
    public sealed record And(string Place, IReadOnlyList<Filter> Parts) : Filter(Place);

    /// <summary>Any of them.</summary>
    public sealed record Or(string Place, IReadOnlyList<Filter> Parts) : Filter(Place);

    public sealed record Not(string Place, Filter Part) : Filter(Place);

    /// <param name="Place">See <see cref="Filter"/>.</param>
    /// <param name="Operator">One of <c>= &lt;&gt; &lt; &lt;= &gt; &gt;=</c>; the property stands on its left.</param>
    /// <param name="Property">Name of a property, or <c>id</c> or <c>collection</c>.</param>
    /// <param name="Value">What it is compared with.</param>
    public sealed record Comparison(string Place, string Operator, string Property, FilterValue Value) : Filter(Place);

    public sealed record Between(string Place, string Property, FilterValue Low, FilterValue High) : Filter(Place);

    public sealed record In(string Place, string Property, IReadOnlyList<FilterValue> Values) : Filter(Place);

    public sealed record Like(string Place, string Property, LikePattern Pattern) : Filter(Place);

    public sealed record IsNull(string Place, string Property) : Filter(Place);

    /// <param name="Place">See <see cref="Filter"/>.</param>
    /// <param name="Shape">What the item's geometry must share a point with.</param>
    /// <param name="Box">The same as a box; null for a GeoJSON geometry.</param>
    public sealed record Intersects(string Place, Area Shape, IReadOnlyList<double>? Box) : Filter(Place);

    /// <param name="Place">See <see cref="Filter"/>.</param>
    /// <param name="Start">Property that holds the item's beginning.</param>
    /// <param name="End">Property that holds its end; the same for an instant.</param>
    /// <param name="After">It begins after this instant; null for an open interval.</param>
    /// <param name="Before">It ends before this instant; null for an open interval.</param>
    public sealed record During(string Place, string Start, string End, DateTime? After, DateTime? Before) : Filter(Place);
}
