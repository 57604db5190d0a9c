using System.Text.Json;
using OrderSaga.Catalogue.Filters;
using OrderSaga.Contracts;

namespace OrderSaga.Catalogue.Stac;

/// <summary>
/// A query in the terms of a STAC API without CQL2: tests of properties (STAC's <c>query</c> extension), ids, collections, one area. What
/// can't be said so is refused by the operator's name, never left out.
/// </summary>
sealed class QueryTerms
{
    const string Created = "created";

    static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["="] = "eq",
        ["<>"] = "neq",
        ["<"] = "lt",
        ["<="] = "lte",
        [">"] = "gt",
        [">="] = "gte",
    };

    readonly Dictionary<string, PropertyTests> _properties = new(StringComparer.Ordinal);
    readonly FoundFaults _faults = [];
    readonly StacDialect _dialect;

    QueryTerms(CatalogueQuery query, StacDialect dialect)
    {
        _dialect = dialect;
        Collections = query.Collections;
        Bbox = query.Bbox;
    }

    /// <summary>Ids of items, or null for any; empty when none can match.</summary>
    public IReadOnlyList<string>? Ids { get; private set; }

    /// <summary>Ids of collections, or null for any; empty when none can match.</summary>
    public IReadOnlyList<string>? Collections { get; private set; }

    public IReadOnlyList<double>? Bbox { get; private set; }

    /// <summary>GeoJSON for <c>intersects</c>.</summary>
    public JsonElement? Area { get; private set; }

    /// <summary>What the item's own time must lie within; null for any.</summary>
    public TimeBounds? Within { get; private set; }

    /// <summary>Whether nothing can match, so that there is nothing to ask.</summary>
    public bool IsEmpty => Ids is { Count: 0 } || Collections is { Count: 0 } || Within is { IsEmpty: true };

    /// <summary>Whether properties are tested, which not every API can do.</summary>
    public bool TestsProperties => _properties.Count > 0;

    /// <param name="query">What is sought; its filter is sound.</param>
    /// <param name="options">The API's ways.</param>
    /// <param name="faults">What can't be said.</param>
    public static QueryTerms Of(CatalogueQuery query, CatalogueOptions options, out IReadOnlyList<FieldFault> faults)
    {
        var terms = new QueryTerms(query, options.Dialect);
        if (query.Filter is { } json && FilterReader.Read(json, terms._faults) is { } filter)
            terms.Add(filter);
        if (options.AskCreated)
            terms.Test("filter", "<=", Created, "lte", FilterValue.Of(query.ResolvedAt));
        faults = terms._faults;
        return terms;
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        if (_properties.Count == 0)
            return;
        json.WriteStartObject("query"u8);
        foreach (var (property, tests) in _properties)
        {
            json.WritePropertyName(property);
            tests.WriteTo(json);
        }
        json.WriteEndObject();
    }

    void Add(Filter filter)
    {
        switch (filter)
        {
            case Filter.And and:
                foreach (var part in and.Parts)
                    Add(part);
                break;
            case Filter.Comparison comparison:
                Add(comparison);
                break;
            case Filter.Between between:
                Test(between.Place, "between", between.Property, "gte", between.Low);
                Test(between.Place, "between", between.Property, "lte", between.High);
                break;
            case Filter.In list:
                Add(list);
                break;
            case Filter.Like like when like.Pattern.AsPlainTest() is { } plain:
                Test(like.Place, "like", like.Property, plain.Test, FilterValue.Of(plain.Text));
                break;
            case Filter.Like like:
                Refuse(like.Place, "like", "must have its % only at the ends and no _: the catalogue knows startsWith, endsWith and contains alone");
                break;
            case Filter.Intersects intersects:
                Add(intersects);
                break;
            case Filter.During { Start: "datetime", End: "datetime" } during:
                Within = (Within ?? new TimeBounds(null, null)).And(during.After, during.Before);
                break;
            case Filter.During during:
                if (during.After is { } after)
                    Test(during.Place, "t_during", during.Start, "gt", FilterValue.Of(after));
                if (during.Before is { } before)
                    Test(during.Place, "t_during", during.End, "lt", FilterValue.Of(before));
                break;
            default:
                Refuse(filter.Place, NameOf(filter), "must not be used: the catalogue takes only and, =, <>, <, <=, >, >=, between, in, like, s_intersects and t_during");
                break;
        }
    }

    static string NameOf(Filter filter) => filter switch
    {
        Filter.Or => "or",
        Filter.Not => "not",
        _ => "isNull",
    };

    void Add(Filter.Comparison comparison)
    {
        if (comparison.Operator == "=" && Named(comparison.Property, [comparison.Value]))
            return;
        Test(comparison.Place, comparison.Operator, comparison.Property, Operators[comparison.Operator], comparison.Value);
    }

    void Add(Filter.In list)
    {
        if (Named(list.Property, list.Values))
            return;
        if (list.Values.Any(value => value.IsDay))
            Test(list.Place, "in", list.Property, "in", list.Values.First(value => value.IsDay));
        else if (IsTestable(list.Place, "in", list.Property, "in", list.Values[0]) && Tests(list.Property).AddOneOf(list.Values) is { } rule)
            Refuse(list.Place, "in", rule);
    }

    /// <summary>Ids and collections have parameters of their own.</summary>
    bool Named(string property, IReadOnlyList<FilterValue> values)
    {
        if (property is not ("id" or "collection") || !values.All(value => value.Kind == FilterValueKind.Text))
            return false;
        var texts = values.Select(value => value.Text).Distinct(StringComparer.Ordinal).ToList();
        if (property == "id")
            Ids = Common(Ids, texts);
        else
            Collections = Common(Collections, texts);
        return true;
    }

    static List<string> Common(IReadOnlyList<string>? present, List<string> further) =>
        present is null ? further : [.. present.Intersect(further, StringComparer.Ordinal)];

    void Add(Filter.Intersects intersects)
    {
        if (Bbox is not null || Area is not null)
            Refuse(intersects.Place, "s_intersects", "must be the only area, bbox included: the catalogue takes one");
        else if (intersects.Box is { } box)
            Bbox = box;
        else if (_dialect == StacDialect.Regards && !IsArea(intersects.Shape.GeoJson!.Value))
            Refuse(intersects.Place, "s_intersects", "must be with a Polygon or MultiPolygon: the catalogue takes no other geometry");
        else
            Area = intersects.Shape.GeoJson;
    }

    static bool IsArea(JsonElement geoJson) => geoJson.GetProperty("type").GetString() is "Polygon" or "MultiPolygon";

    void Test(string place, string name, string property, string test, FilterValue value)
    {
        if (value.IsDay)
            TestDay(place, name, property, test, value);
        else if (IsTestable(place, name, property, test, value) && Tests(property).Add(test, value) is { } rule)
            Refuse(place, name, rule);
    }

    /// <summary>A day is said by what lies before its beginning and what does not.</summary>
    void TestDay(string place, string name, string property, string test, FilterValue day)
    {
        var (first, last) = day.Span!.Value;
        var (from, to) = (FilterValue.Of(first), FilterValue.Of(last < DateTime.MaxValue ? last.AddTicks(1) : last));
        switch (test)
        {
            case "gte" or "lt":
                Test(place, name, property, test, from);
                break;
            case "gt":
                Test(place, name, property, "gte", to);
                break;
            case "lte":
                Test(place, name, property, "lt", to);
                break;
            case "eq":
                Test(place, name, property, "gte", from);
                Test(place, name, property, "lt", to);
                break;
            default:
                Refuse(place, name, "must not be used with a date, which is a whole day: the catalogue takes only =, <, <=, > and >= there");
                break;
        }
    }

    bool IsTestable(string place, string name, string property, string test, FilterValue value)
    {
        var ordered = test is "lt" or "lte" or "gt" or "gte";
        var rule = (property, value.Kind) switch
        {
            ("id" or "collection", _) => $"must not be used on {property}: the catalogue takes only = and in there",
            (_, FilterValueKind.Truth) when test is not ("eq" or "neq") => "must not be used on true and false: the catalogue takes only = and <> there",
            (_, FilterValueKind.Text) when ordered && value.Span is null && _dialect == StacDialect.Regards =>
                "must not be used on texts that are no times: the catalogue does not compare them",
            _ => null,
        };
        if (rule is not null)
            Refuse(place, name, rule);
        return rule is null;
    }

    PropertyTests Tests(string property)
    {
        if (!_properties.TryGetValue(property, out var tests))
            _properties.Add(property, tests = new PropertyTests());
        return tests;
    }

    void Refuse(string place, string name, string rule) => _faults.Add(new FieldFault($"{place}.op", name, rule));
}
