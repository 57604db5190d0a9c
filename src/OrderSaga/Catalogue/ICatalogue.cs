namespace OrderSaga.Catalogue;

/// <summary>Finds the product that an order names.</summary>
public interface ICatalogue
{
    /// <summary>Looks a product up.</summary>
    /// <param name="identifier">Provider id, REGARDS URN, or the address of an item (<c>…/collections/{collection}/items/{id}</c>), which names that item alone.</param>
    /// <param name="tenant">Only products whose URN names this REGARDS tenant; null for those of every tenant.</param>
    /// <param name="cancellation">Ends a look-up that goes over the network.</param>
    /// <exception cref="CatalogueFailedException">The catalogue can't be asked; nothing is known of the product.</exception>
    ValueTask<CatalogueAnswer> FindAsync(string identifier, string? tenant, CancellationToken cancellation);
}
