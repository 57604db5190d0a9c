namespace OrderSaga.Catalogue.Stac;

/// <summary>One request to the API.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Address">On the configured host.</param>
/// <param name="Body">The body of a POST.</param>
readonly record struct StacRequest(string Method, Uri Address, ReadOnlyMemory<byte> Body)
{
    /// <summary>Headers of the link that is followed; null for none.</summary>
    public IReadOnlyDictionary<string, string[]>? Headers { get; init; }
}
