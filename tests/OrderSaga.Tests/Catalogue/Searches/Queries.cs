using System.Text.Json;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;

namespace OrderSaga.Tests.Catalogue.Searches;

static class Queries
{
    public const string Tenant = "lta-test";

    public static readonly DateTime ResolvedAt = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The query of a bulk's members, camelCase JSON; a fault fails the test.</summary>
    public static CatalogueQuery Query(this ICatalogueSearch search, string members)
    {
        var faults = new FoundFaults();
        var query = CatalogueQueryRules.Read(Members(members), snakeCase: false, search, Tenant, ResolvedAt, faults);
        return query ?? throw new InvalidOperationException(string.Join("; ", faults));
    }

    public static Dictionary<string, JsonElement> Members(string members) =>
        JsonElement.Parse(members).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    public static async Task<List<CataloguePage>> PagesAsync(this ICatalogueSearch search, CatalogueQuery query, string? resume = null) =>
        await search.SearchAsync(query, resume, CancellationToken.None).ToListAsync();

    /// <summary>The ids that a bulk's members select, in their order.</summary>
    public static async Task<List<string>> IdsAsync(this ICatalogueSearch search, string members) =>
        [.. (await search.PagesAsync(search.Query(members))).SelectMany(page => page.Products).Select(product => product.Id)];
}
