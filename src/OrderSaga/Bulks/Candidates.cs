using OrderSaga.Catalogue;

namespace OrderSaga.Bulks;

/// <summary>One that may become a product of a bulk.</summary>
/// <param name="Identifier">As the client or the catalogue names it.</param>
/// <param name="Product">What the catalogue has under that name, or null.</param>
/// <param name="Reason">A <see cref="RejectionReason"/> when there is no product.</param>
/// <param name="Fault">Of an unusable item: field, value and rule.</param>
readonly record struct Candidate(string Identifier, CatalogueProduct? Product, string? Reason = null, string? Fault = null);

/// <summary>A part of a selection's candidates, in its order.</summary>
/// <param name="Next">Where the next part begins; null after the last.</param>
/// <param name="Matched">How many there are in all, as far as one knows.</param>
/// <param name="Gap">What the catalogue gave otherwise than it announced; told on the last page, or on each from where it is known.</param>
sealed record CandidatePage(IReadOnlyList<Candidate> Candidates, string? Next, long? Matched, CatalogueGap? Gap = null);
