namespace OrderSaga.Catalogue;

/// <summary>A catalogue file breaks a rule; the message names the place, the field, the value and the rule.</summary>
public sealed class InvalidCatalogueException : Exception
{
    public InvalidCatalogueException()
    {
    }

    public InvalidCatalogueException(string message)
        : base(message)
    {
    }

    public InvalidCatalogueException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
