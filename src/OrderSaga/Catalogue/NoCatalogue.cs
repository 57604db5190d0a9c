namespace OrderSaga.Catalogue;

/// <summary>Provider <c>None</c>: knows no product, so every order must name its product in full.</summary>
public sealed class NoCatalogue : ICatalogue
{
    public ValueTask<CatalogueAnswer> FindAsync(string identifier, string? tenant, CancellationToken cancellation) =>
        ValueTask.FromResult<CatalogueAnswer>(new CatalogueAnswer.NotFound());
}
