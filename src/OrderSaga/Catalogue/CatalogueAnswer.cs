namespace OrderSaga.Catalogue;

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
