namespace OrderSaga.Catalogue.Stac;

/// <summary>What went wrong with one request; the sentence goes on from "The catalogue can't be read: ".</summary>
sealed class StacFault(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether to ask again.</summary>
    public bool IsTransient { get; init; }

    /// <summary>See <see cref="CatalogueFailedException.IsPassing"/>.</summary>
    public bool IsPassing { get; init; }

    /// <summary>How long the API wants us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
