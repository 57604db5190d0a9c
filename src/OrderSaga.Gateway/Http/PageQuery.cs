using Microsoft.AspNetCore.Http;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Http;

/// <summary>The parameters of a list below a resource of its own.</summary>
/// <param name="Statuses">Any of these; null for all.</param>
sealed record PageQuery(int Limit, IReadOnlyList<string>? Statuses, (int Number, Guid Id)? After)
{
    /// <param name="query">The request's.</param>
    /// <param name="statuses">The words of the list's status filter; empty for a list that has none.</param>
    /// <exception cref="RefusedException">400 with every wrong parameter.</exception>
    public static PageQuery Read(IQueryCollection query, IReadOnlyList<string> statuses)
    {
        var faults = new FoundFaults();
        var asked = statuses.Count == 0 ? [] : QueryText.Words(query, QueryText.Status, statuses, faults);
        var limit = QueryText.Whole(query, QueryText.Limit, 1, QueryText.MostItems, faults);
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);
        var after = query[QueryText.Cursor].ToString();
        return new PageQuery(limit ?? QueryText.DefaultLimit, asked.Count == 0 ? null : asked, after.Length == 0 ? null : PageCursor.ReadNumber(after));
    }
}

/// <summary>The links of a page of a list: to itself, to what its list is of, and to the next page where there is one.</summary>
static class PageLinks
{
    /// <param name="resource">The list.</param>
    /// <param name="request">For this page.</param>
    /// <param name="next">The cursor of the next page; null for none.</param>
    /// <param name="further">Links beside these.</param>
    public static IReadOnlyList<Link> Of(string resource, HttpRequest request, string? next, params IReadOnlyList<Link> further) =>
        Of(resource, request, next is null ? null : (QueryText.Cursor, next), further);

    /// <param name="resource">The list.</param>
    /// <param name="request">For this page.</param>
    /// <param name="next">The parameter that leads to the next page; null for none.</param>
    /// <param name="further">Links beside these.</param>
    public static IReadOnlyList<Link> Of(string resource, HttpRequest request, (string Name, string Value)? next, params IReadOnlyList<Link> further)
    {
        var links = new List<Link>
        {
            new(QueryText.Address(resource, request), Relations.Self, MediaType.Json, "This page"),
            Alternate.AsPage(resource, request),
        };
        links.AddRange(further);
        if (next is not null)
            links.Add(new Link(QueryText.Address(resource, request, next), Relations.Next, MediaType.Json, "Next page"));
        return links;
    }
}
