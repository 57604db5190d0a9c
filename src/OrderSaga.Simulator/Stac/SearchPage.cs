using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac.Items;
using OrderSaga.Simulator.Stac.Search;

namespace OrderSaga.Simulator.Stac;

/// <summary>Writes one page of a search, item by item.</summary>
sealed class SearchPage(IStacItems items, Selection selection, SearchRequest search, int offset, int limit, StacSettings settings)
{
    const int FlushedAt = 256 * 1024;
    const string Elsewhere = "http://elsewhere.example.org/search";

    readonly int _end = (int)Math.Min(selection.Count, (long)offset + limit);

    public async Task WriteAsync(HttpContext http, StacMishap mishap, string address)
    {
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("type"u8, "FeatureCollection"u8);
        json.WriteStartArray("features"u8);
        for (var place = offset; place < _end; place++)
        {
            items.Write(json, selection[place]);
            if (mishap == StacMishap.Disconnect && place >= (offset + _end) / 2)
            {
                await json.FlushAsync(http.RequestAborted);
                http.Abort();
                return;
            }
            if (json.BytesPending > FlushedAt)
                await json.FlushAsync(http.RequestAborted);
        }
        json.WriteEndArray();
        json.WriteNumber("numberMatched"u8, selection.Count);
        json.WriteNumber("numberReturned"u8, Math.Max(0, _end - offset));
        json.WriteStartArray("links"u8);
        if (_end < selection.Count && settings.Paging != NextPageLink.Page)
            WriteNext(json, mishap == StacMishap.OtherHost ? Elsewhere : address, PageToken.Write(mishap == StacMishap.Loop ? offset : _end));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    void WriteNext(Utf8JsonWriter json, string address, string token)
    {
        json.WriteStartObject();
        json.WriteString("rel"u8, "next"u8);
        json.WriteString("type"u8, "application/geo+json"u8);
        if (settings.Paging == NextPageLink.Get)
        {
            json.WriteString("href"u8, QueryHelpers.AddQueryString(address, Parameters(token)));
        }
        else
        {
            json.WriteString("method"u8, "POST"u8);
            json.WriteString("href"u8, address);
            if (settings.Paging == NextPageLink.Token)
                json.WriteBoolean("merge"u8, true);
            json.WriteStartObject("body"u8);
            json.WriteString(SearchRequest.Token, token);
            foreach (var (name, value) in settings.Paging == NextPageLink.Body ? search.Members.Where(member => member.Key != SearchRequest.Token) : [])
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    Dictionary<string, string?> Parameters(string token)
    {
        var parameters = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [SearchRequest.Token] = token,
            [SearchRequest.LimitName] = limit.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in search.Members.Where(member => !parameters.ContainsKey(member.Key)))
        {
            parameters[name] = (name, value.ValueKind) switch
            {
                ("sortby" or "sortBy", JsonValueKind.Array) => string.Join(',', value.EnumerateArray().Select(field =>
                    (field.TryGetProperty("direction", out var direction) && direction.ValueEquals("desc") ? "-" : "+") + field.GetProperty("field").GetString())),
                ("bbox" or "ids" or "collections", JsonValueKind.Array) => string.Join(',', value.EnumerateArray()),
                (_, JsonValueKind.String) => value.GetString(),
                _ => value.GetRawText(),
            };
        }
        return parameters;
    }
}
