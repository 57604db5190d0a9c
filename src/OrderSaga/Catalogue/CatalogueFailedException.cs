namespace OrderSaga.Catalogue;

/// <summary>The catalogue can't be read, after all retries. Its message is a plain reason that may be shown to a client: it holds no credentials.</summary>
public sealed class CatalogueFailedException : Exception, IPassingFault
{
    public CatalogueFailedException()
    {
    }

    public CatalogueFailedException(string message)
        : base(message)
    {
    }

    public CatalogueFailedException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Whether the same question may be answered later: the catalogue is away or busy, or does not let us in now.</summary>
    public bool IsPassing { get; init; }
}
