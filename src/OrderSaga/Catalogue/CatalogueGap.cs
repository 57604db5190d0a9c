namespace OrderSaga.Catalogue;

/// <summary>
/// A catalogue gave something else than it announced: what was selected is known to be incomplete, or more than what was asked for.
/// </summary>
/// <param name="Text">For people: what it announced, and what it gave.</param>
/// <param name="Fails">Whether a selection fails of it (<see cref="CatalogueOptions.WhenIncomplete"/>), or goes on and says so.</param>
public sealed record CatalogueGap(string Text, bool Fails)
{
    /// <summary>The text as a part of a sentence.</summary>
    public string Clause => $"{char.ToLowerInvariant(Text[0])}{Text[1..].TrimEnd('.')}";
}
