using Microsoft.AspNetCore.Http;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Http;

/// <summary>The parameters of the lists below a bulk or a batch.</summary>
/// <param name="Statuses">Any of these; null for all.</param>
sealed record PageQuery(int Limit, IReadOnlyList<string>? Statuses, (int Number, Guid Id)? After)
{
    const string Status = "status";

    /// <param name="query">The request's.</param>
    /// <param name="statuses">The words of the list's status filter; empty for a list that has none.</param>
    /// <exception cref="RefusedException">400 with every wrong parameter.</exception>
    public static PageQuery Read(IQueryCollection query, IReadOnlyList<string> statuses)
    {
        var faults = new List<FieldFault>();
        var asked = statuses.Count == 0 ? [] : QueryText.Words(query, Status, statuses, faults);
        var limit = QueryText.Whole(query, QueryText.Limit, 1, QueryText.MostItems, faults);
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);
        var after = query[QueryText.Cursor].ToString();
        return new PageQuery(limit ?? QueryText.DefaultLimit, asked.Count == 0 ? null : asked, after.Length == 0 ? null : PageCursor.Read(QueryText.Cursor, after));
    }

    /// <summary>Links to this page, to what its list is of, and to the next page where there is one.</summary>
    /// <param name="resource">The list.</param>
    /// <param name="request">For this page.</param>
    /// <param name="next">Where the next page begins; null for none.</param>
    /// <param name="further">Links beside these.</param>
    public static IReadOnlyList<Link> Links(string resource, HttpRequest request, string? next, params IReadOnlyList<Link> further)
    {
        var links = new List<Link>
        {
            new(QueryText.Address(resource, request), Relations.Self, GatewayJson.MediaType, "This page"),
            Alternate.AsPage(resource, request),
        };
        links.AddRange(further);
        if (next is not null)
            links.Add(new Link(QueryText.Address(resource, request, (QueryText.Cursor, next)), Relations.Next, GatewayJson.MediaType, "Next page"));
        return links;
    }
}
