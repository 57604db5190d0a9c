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

/// <summary>What a look-up came to: exactly one of the shapes below.</summary>
public abstract record CatalogueAnswer
{
    CatalogueAnswer()
    {
    }

    /// <summary>What the catalogue gave otherwise than it announced when it was asked for this and others; null when all agreed.</summary>
    public CatalogueGap? Gap { get; init; }

    /// <summary>Exactly one product answers to the identifier.</summary>
    public sealed record Found(CatalogueProduct Product) : CatalogueAnswer;

    /// <summary>No product answers to the identifier.</summary>
    public sealed record NotFound : CatalogueAnswer;

    /// <summary>Several products answer to the identifier; the caller must name one by its URN or its address.</summary>
    public sealed record Ambiguous(int Count) : CatalogueAnswer;

    /// <summary>An item answers to the identifier that can't be ordered, such as one without a URN.</summary>
    /// <param name="Fault">Field, value and rule.</param>
    public sealed record Unusable(string Fault) : CatalogueAnswer;
}

/// <summary>The catalogue can't be read, after all retries. Its message is a plain reason that may be shown to a client: it holds no credentials.</summary>
/// <param name="message">Why, as a client may read it.</param>
/// <param name="inner">What led to it; null for an answer that was understood and is of no use.</param>
public sealed class CatalogueFailedException(string message, Exception? inner = null) : Exception(message, inner), IPassingFault
{
    /// <summary>Whether the same question may be answered later: the catalogue is away or busy, or does not let us in now.</summary>
    public bool IsPassing { get; init; }
}
