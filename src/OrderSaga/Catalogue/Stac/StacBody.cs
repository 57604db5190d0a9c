using System.Buffers;
using System.Text.Json;
using OrderSaga.Catalogue.Filters;
using OrderSaga.Reading;

namespace OrderSaga.Catalogue.Stac;

/// <summary>Writes the bodies of search requests.</summary>
static class StacBody
{
    const string Created = "created";

    /// <param name="query">What is sought.</param>
    /// <param name="terms">The query's filter as tests of properties; null to send it as CQL2.</param>
    /// <param name="filter">The query's filter for CQL2; null where it has none.</param>
    /// <param name="options">The API's ways.</param>
    /// <param name="limit">Items a page.</param>
    public static ReadOnlyMemory<byte> OfSearch(CatalogueQuery query, QueryTerms? terms, Filter? filter, CatalogueOptions options, int limit) => Write(json =>
    {
        json.WriteNumber("limit"u8, limit);
        WriteList(json, "ids", terms?.Ids);
        WriteList(json, "collections", terms is null ? query.Collections : terms.Collections);
        if (terms?.Within is { } within)
            json.WriteString("datetime"u8, within.Text);
        else if (query.Datetime is { } datetime)
            json.WriteString("datetime"u8, TimeRange.Read(datetime, out _)?.Text ?? datetime);
        WriteNumbers(json, "bbox", terms is null ? query.Bbox : terms.Bbox);
        if (terms?.Area is { } area)
            WriteMember(json, "intersects", area);
        if (terms is null)
            WriteCql2(json, query, filter, options.AskCreated);
        else
            terms.WriteTo(json);
        WriteSort(json, SortKey.Read(query.SortBy) ?? new SortKey(SortKey.Datetime, Descending: false), options.Dialect);
    });

    /// <param name="ids">Ids of items.</param>
    /// <param name="limit">Items a page.</param>
    public static ReadOnlyMemory<byte> OfIds(IReadOnlyCollection<string> ids, int limit) => Write(json =>
    {
        json.WriteNumber("limit"u8, limit);
        WriteList(json, "ids", ids);
    });

    /// <param name="property">A property that names a product.</param>
    /// <param name="values">Its values sought.</param>
    /// <param name="language">How to ask.</param>
    /// <param name="limit">Items a page.</param>
    public static ReadOnlyMemory<byte> OfProperty(string property, IReadOnlyCollection<string> values, FilterLanguage language, int limit) => Write(json =>
    {
        json.WriteNumber("limit"u8, limit);
        if (language == FilterLanguage.Query)
        {
            json.WriteStartObject("query"u8);
            json.WriteStartObject(property);
            WriteList(json, "in", values);
            json.WriteEndObject();
            json.WriteEndObject();
            return;
        }
        json.WriteString("filter-lang"u8, "cql2-json"u8);
        json.WriteStartObject("filter"u8);
        json.WriteString("op"u8, "in"u8);
        json.WriteStartArray("args"u8);
        json.WriteStartObject();
        json.WriteString("property"u8, property);
        json.WriteEndObject();
        json.WriteStartArray();
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>In CQL2's plain form, however the client wrote it.</summary>
    static void WriteCql2(Utf8JsonWriter json, CatalogueQuery query, Filter? filter, bool askCreated)
    {
        var parts = new List<Filter>();
        if (filter is not null)
            parts.Add(filter);
        if (askCreated)
            parts.Add(new Filter.Comparison("filter", "<=", Created, FilterValue.Of(query.ResolvedAt)));
        if (parts.Count == 0)
            return;
        json.WriteString("filter-lang"u8, "cql2-json"u8);
        json.WritePropertyName("filter"u8);
        FilterWriter.Write(json, parts.Count == 1 ? parts[0] : new Filter.And("filter", parts));
    }

    /// <summary>The id decides between equals, so that pages neither overlap nor leave a gap.</summary>
    static void WriteSort(Utf8JsonWriter json, SortKey sort, StacDialect dialect)
    {
        var standard = dialect == StacDialect.Standard;
        json.WriteStartArray(standard ? "sortby"u8 : "sortBy"u8);
        if (sort.Property != SortKey.Id)
            WriteField(standard ? "properties." + sort.Property : sort.Property, sort.Descending);
        WriteField(SortKey.Id, sort.Property == SortKey.Id && sort.Descending);
        json.WriteEndArray();

        void WriteField(string field, bool descending)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, field);
            json.WriteString("direction"u8, descending ? "desc"u8 : "asc"u8);
            json.WriteEndObject();
        }
    }

    static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string>? texts)
    {
        if (texts is null)
            return;
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double>? numbers)
    {
        if (numbers is null)
            return;
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    static void WriteMember(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
