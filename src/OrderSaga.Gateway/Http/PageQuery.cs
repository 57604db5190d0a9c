using Microsoft.AspNetCore.Http;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Http;

/// <summary>The parameters of the lists below a bulk or a batch.</summary>
/// <param name="Statuses">Any of these; null for all.</param>
sealed record PageQuery(int Limit, IReadOnlyList<string>? Statuses, (int Number, Guid Id)? After)
{
    const string Cursor = "cursor";

    /// <param name="query">The request's.</param>
    /// <param name="statuses">The words of the list's status filter; empty for a list that has none.</param>
    /// <exception cref="RefusedException">400 with every wrong parameter.</exception>
    public static PageQuery Read(IQueryCollection query, IReadOnlyList<string> statuses)
    {
        var faults = new List<FieldFault>();
        var asked = statuses.Count == 0 ? [] : QueryText.Words(query, "status", statuses, faults);
        var limit = QueryText.Whole(query, QueryText.Limit, 1, QueryText.MostItems, faults);
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);
        var after = query[Cursor].ToString();
        return new PageQuery(limit ?? QueryText.DefaultLimit, asked.Count == 0 ? null : asked, after.Length == 0 ? null : PageCursor.Read(Cursor, after));
    }

    /// <summary>Links to this page, and to the next where there is one.</summary>
    public static IReadOnlyList<Link> Links(string resource, HttpRequest request, string? next)
    {
        var links = new List<Link> { new(QueryText.Address(resource, request), Relations.Self, GatewayJson.MediaType, "This page") };
        if (next is not null)
            links.Add(new Link(QueryText.Address(resource, request, (Cursor, next)), Relations.Next, GatewayJson.MediaType, "Next page"));
        return links;
    }
}
