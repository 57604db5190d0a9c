using System.Runtime.CompilerServices;
using OrderSaga.Contracts;

namespace OrderSaga.Catalogue;

/// <summary>Provider <c>None</c>: knows no product, so every order must name its product in full and nothing can be searched.</summary>
sealed class NoCatalogue : ICatalogue, ICatalogueSearch
{
    const string Reason = "this service has no catalogue to search (Catalogue:Provider None)";

    public ValueTask<CatalogueAnswer> FindAsync(string identifier, string? tenant, CancellationToken cancellation) =>
        ValueTask.FromResult<CatalogueAnswer>(new CatalogueAnswer.NotFound());

    public IReadOnlyList<FieldFault> Refuse(CatalogueQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var field = (query.Filter, query.Collections, query.Datetime, query.Bbox) switch
        {
            (not null, _, _, _) => "filter",
            (_, not null, _, _) => "collections",
            (_, _, not null, _) => "datetime",
            (_, _, _, not null) => "bbox",
            _ => "filter",
        };
        return [new FieldFault(field, null, $"must not be used: {Reason}")];
    }

    public async IAsyncEnumerable<CataloguePage> SearchAsync(
        CatalogueQuery query, string? resume, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.FromException(new CatalogueFailedException(Reason));
        yield break;
    }

    public ValueTask<IReadOnlyList<CatalogueAnswer>> FindManyAsync(IReadOnlyList<string> identifiers, string? tenant, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        return ValueTask.FromResult<IReadOnlyList<CatalogueAnswer>>([.. identifiers.Select(_ => new CatalogueAnswer.NotFound())]);
    }
}
