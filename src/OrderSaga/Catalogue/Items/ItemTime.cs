using System.Text.Json;
using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Items;

/// <summary>When an item is of. UTC; null where that can't be read.</summary>
/// <param name="Datetime">What the item is sorted by: <c>datetime</c>, or the beginning of an item that lasts.</param>
/// <param name="Start">Beginning of the item's time; the same as its end for an instant.</param>
/// <param name="End">The last tick of it; a date is the whole of its day.</param>
/// <param name="Fault">Field, value and rule of what could not be read; null where all could.</param>
readonly record struct ItemTime(DateTime? Datetime, DateTime? Start, DateTime? End, string? Fault)
{
    /// <summary>Whether it shares an instant with the range, both ends included; null where it is not known.</summary>
    public bool? Meets(TimeRange range) =>
        Start is { } first && End is { } last ? (range.From is not { } from || last >= from) && (range.To is not { } to || first <= to) : null;

    /// <summary>What <c>datetime</c> says, or the whole of the item's time where it has none; null where that can't be read.</summary>
    public (DateTime First, DateTime Last)? Own { get; private init; }

    const string Rule = "must be an RFC 3339 date-time with an offset";

    static readonly string[] Names = ["datetime", "start_datetime", "end_datetime"];

    /// <param name="properties">The item's.</param>
    public static ItemTime Of(JsonElement properties)
    {
        var (own, start, end) = (Read(properties, "datetime"), Read(properties, "start_datetime"), Read(properties, "end_datetime"));
        var fault = Names.Select(name => FaultOf(properties, name)).FirstOrDefault(fault => fault is not null);
        var (first, last) = (start?.First ?? own?.First, end?.Last ?? own?.Last);
        if (first is null || last is null)
            return new ItemTime(null, null, null, fault ?? $"properties.datetime nothing: {Rule}, or there must be start_datetime and end_datetime");
        return first <= last
            ? new ItemTime(own?.First ?? first, first, last, fault) { Own = JsonText.Member(properties, Names[0]) is null ? (first.Value, last.Value) : own }
            : new ItemTime(null, null, null, $"properties.end_datetime {Excerpt.Of(JsonText.Member(properties, Names[2])!.Value)}: must not lie before start_datetime");
    }

    /// <summary>The time that a property says, the whole of its day for a date; null where it says none that can be read.</summary>
    public static (DateTime First, DateTime Last)? Read(JsonElement properties, string name) =>
        JsonText.Member(properties, name) is { } value && JsonText.TryRead(value, out var text) && Rfc3339.TryReadSpan(text, out var first, out var last) ? (first, last) : null;

    /// <summary>What of a property is no time, with field, value and rule; null where there is nothing.</summary>
    public static string? FaultOf(JsonElement properties, string name) =>
        JsonText.Member(properties, name) is { } value && Read(properties, name) is null ? $"properties.{name} {Excerpt.Of(value)}: {Rule}" : null;
}
