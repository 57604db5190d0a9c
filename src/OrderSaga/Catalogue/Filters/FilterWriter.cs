using System.Text.Json;
using OrderSaga.Reading;

namespace OrderSaga.Catalogue.Filters;

/// <summary>
/// Writes an expression as plain CQL2 JSON, for a catalogue that evaluates it itself. What some catalogues would take in another way is
/// said so that it means the same everywhere: a date is the whole of its day, a time without <c>datetime</c> is the interval that the item
/// gives instead, and an area is cut at the antimeridian.
/// </summary>
static class FilterWriter
{
    const string Datetime = "datetime";

    /// <param name="json">Stands where a value is expected.</param>
    /// <param name="filter">The expression.</param>
    public static void Write(Utf8JsonWriter json, Filter filter)
    {
        switch (filter)
        {
            case Filter.And and:
                Operator(json, "and", () => All(json, and.Parts));
                break;
            case Filter.Or or:
                Operator(json, "or", () => All(json, or.Parts));
                break;
            case Filter.Not not:
                Operator(json, "not", () => Write(json, not.Part));
                break;
            case Filter.Comparison { Operator: not ("<" or ">="), Value.IsDay: true } comparison when DayAfter(comparison.Value) is { } next:
                Write(json, OfDay(comparison, next));
                break;
            case Filter.Comparison comparison:
                Compare(json, comparison.Operator, comparison.Property, comparison.Value);
                break;
            case Filter.Between { High.IsDay: true } between:
                Write(json, new Filter.And(between.Place, [Of(between, ">=", between.Low), Of(between, "<=", between.High)]));
                break;
            case Filter.Between between:
                Operator(json, "between", () =>
                {
                    Property(json, between.Property);
                    Value(json, between.Low);
                    Value(json, between.High);
                });
                break;
            case Filter.In list when list.Values.Any(value => value.IsDay):
                Write(json, new Filter.Or(list.Place, [.. list.Values.Select(value => new Filter.Comparison(list.Place, "=", list.Property, value))]));
                break;
            case Filter.In list:
                Operator(json, "in", () =>
                {
                    Property(json, list.Property);
                    json.WriteStartArray();
                    foreach (var value in list.Values)
                        Value(json, value);
                    json.WriteEndArray();
                });
                break;
            case Filter.Like like:
                Operator(json, "like", () =>
                {
                    Property(json, like.Property);
                    json.WriteStringValue(like.Pattern.Text);
                });
                break;
            case Filter.IsNull nothing:
                Operator(json, "isNull", () => Property(json, nothing.Property));
                break;
            case Filter.Intersects intersects:
                Operator(json, "s_intersects", () =>
                {
                    Property(json, "geometry");
                    Area(json, intersects);
                });
                break;
            case Filter.During { Start: Datetime, End: Datetime } during:
                Operator(json, "or", () =>
                {
                    During(json, during);
                    Write(json, new Filter.And(during.Place, [new Filter.IsNull(during.Place, Datetime), .. Bounds(during with { Start = "start_datetime", End = "end_datetime" })]));
                });
                break;
            case Filter.During during:
                During(json, during);
                break;
            default:
                throw new InvalidOperationException($"No CQL2 of {filter}.");
        }
    }

    static void All(Utf8JsonWriter json, IEnumerable<Filter> parts)
    {
        foreach (var part in parts)
            Write(json, part);
    }

    static Filter.Comparison Of(Filter.Between between, string comparison, FilterValue value) => new(between.Place, comparison, between.Property, value);

    /// <summary>Null behind the last day there is.</summary>
    static FilterValue? DayAfter(FilterValue day) =>
        day.Span!.Value.Last < DateTime.MaxValue ? FilterValue.Of(DateOnly.FromDateTime(day.Span.Value.First).AddDays(1)) : null;

    /// <summary>The same by what lies before a day's beginning and what does not, on which all agree.</summary>
    static Filter OfDay(Filter.Comparison comparison, FilterValue next) => comparison.Operator switch
    {
        "<=" => comparison with { Operator = "<", Value = next },
        ">" => comparison with { Operator = ">=", Value = next },
        "=" => new Filter.And(comparison.Place, [comparison with { Operator = ">=" }, comparison with { Operator = "<", Value = next }]),
        _ => new Filter.Or(comparison.Place, [comparison with { Operator = "<" }, comparison with { Operator = ">=", Value = next }]),
    };

    static IEnumerable<Filter> Bounds(Filter.During during)
    {
        if (during.After is { } after)
            yield return new Filter.Comparison(during.Place, ">", during.Start, FilterValue.Of(after));
        if (during.Before is { } before)
            yield return new Filter.Comparison(during.Place, "<", during.End, FilterValue.Of(before));
    }

    static void During(Utf8JsonWriter json, Filter.During during) => Operator(json, "t_during", () =>
    {
        if (during.Start == during.End)
            Property(json, during.Start);
        else
            Interval(json, () => Property(json, during.Start), () => Property(json, during.End));
        Interval(json, () => json.WriteStringValue(End(during.After)), () => json.WriteStringValue(End(during.Before)));
    });

    static string End(DateTime? instant) => instant is { } known ? Rfc3339.Write(known) : "..";

    static void Compare(Utf8JsonWriter json, string comparison, string property, FilterValue value) => Operator(json, comparison, () =>
    {
        Property(json, property);
        Value(json, value);
    });

    static void Area(Utf8JsonWriter json, Filter.Intersects intersects)
    {
        if (intersects.Box is not { } box)
        {
            intersects.Shape.GeoJson!.Value.WriteTo(json);
            return;
        }
        json.WriteStartObject();
        json.WriteStartArray("bbox"u8);
        foreach (var number in box)
            json.WriteNumberValue(number);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Property(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("property"u8, name);
        json.WriteEndObject();
    }

    static void Value(Utf8JsonWriter json, FilterValue value)
    {
        if (value.Kind is not FilterValueKind.Time)
        {
            value.WriteTo(json);
            return;
        }
        json.WriteStartObject();
        json.WriteString(value.IsDay ? "date"u8 : "timestamp"u8, value.Text);
        json.WriteEndObject();
    }

    static void Interval(Utf8JsonWriter json, Action first, Action last)
    {
        json.WriteStartObject();
        json.WriteStartArray("interval"u8);
        first();
        last();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Operator(Utf8JsonWriter json, string name, Action arguments)
    {
        json.WriteStartObject();
        json.WriteString("op"u8, name);
        json.WriteStartArray("args"u8);
        arguments();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
