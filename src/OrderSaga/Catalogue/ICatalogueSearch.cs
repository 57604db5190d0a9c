using OrderSaga.Contracts;

namespace OrderSaga.Catalogue;

/// <summary>Finds the products of a selection: those that match a query, or those of a list.</summary>
public interface ICatalogueSearch
{
    /// <summary>
    /// What of a query this catalogue can't take, told before anything is stored; empty when it takes all of it. Fields are camelCase.
    /// </summary>
    IReadOnlyList<FieldFault> Refuse(CatalogueQuery query);

    /// <summary>
    /// The matching products, page by page in a stable order: the sort key, then the id. One page at a time is in memory. A product may
    /// come twice when the catalogue changes while it is read. Only products of the query's tenant, and none that the catalogue says
    /// was created after <see cref="CatalogueQuery.ResolvedAt"/>.
    /// </summary>
    /// <param name="query">A query that <see cref="Refuse"/> has nothing against.</param>
    /// <param name="resume">The <see cref="CataloguePage.Next"/> of a former page, to go on behind it; null for the beginning.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="CatalogueFailedException">The catalogue can't be read, after all retries.</exception>
    IAsyncEnumerable<CataloguePage> SearchAsync(CatalogueQuery query, string? resume, CancellationToken cancellation);

    /// <summary>Looks up the products of a list (ids, URNs, item URLs), many in one request.</summary>
    /// <returns>One answer an identifier, in the list's order.</returns>
    /// <exception cref="CatalogueFailedException">The catalogue can't be read, after all retries.</exception>
    ValueTask<IReadOnlyList<CatalogueAnswer>> FindManyAsync(IReadOnlyList<string> identifiers, string? tenant, CancellationToken cancellation);

    /// <summary>Where clients see an item of this catalogue, which <see cref="FindManyAsync"/> takes as its name; null when nobody knows.</summary>
    /// <param name="collection">The item's collection.</param>
    /// <param name="itemId">The item's own id.</param>
    string? AddressOf(string? collection, string? itemId) => null;
}
