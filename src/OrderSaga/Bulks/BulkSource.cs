using System.Globalization;
using System.Runtime.CompilerServices;
using OrderSaga.Catalogue;

namespace OrderSaga.Bulks;

/// <summary>Asks the catalogue for the candidates of a selection, page by page; only one page is in memory.</summary>
sealed class BulkSource(ICatalogueSearch catalogue)
{
    /// <summary>Names looked up at a time.</summary>
    const int ListPage = 500;

    /// <param name="selection">The list or the query.</param>
    /// <param name="scope">Whose products count, and of which moment.</param>
    /// <param name="resume">The <see cref="CandidatePage.Next"/> of a former page, or null for the beginning.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="CatalogueFailedException">The catalogue can't be read.</exception>
    public IAsyncEnumerable<CandidatePage> ReadAsync(BulkSelection selection, Scope scope, string? resume, CancellationToken cancellation) =>
        selection.Products is { } list
            ? ListAsync(list, scope, resume, cancellation)
            : QueryAsync(selection.Query(scope.Tenant, scope.ResolvedAt, scope.Most + 1), resume, cancellation);

    /// <param name="Tenant">Whose products count.</param>
    /// <param name="ResolvedAt">UTC; what was catalogued later does not count.</param>
    /// <param name="Most">Products that the bulk may have; one more is enough to know that there are too many.</param>
    public sealed record Scope(string Tenant, DateTime ResolvedAt, int Most);

    async IAsyncEnumerable<CandidatePage> ListAsync(
        IReadOnlyList<string> list, Scope scope, string? resume, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Where to go on, and behind a blank what is known of a gap.
        var known = resume?.Split(' ', 2) ?? ["0"];
        var from = int.Parse(known[0], CultureInfo.InvariantCulture);
        var gap = known is [_, var text] ? new CatalogueGap(text, Fails: false) : null;
        while (from < list.Count)
        {
            var names = list.Skip(from).Take(ListPage).ToList();
            var answers = await catalogue.FindManyAsync(names, scope.Tenant, cancellation);
            if (answers.Count != names.Count)
                throw new InvalidOperationException($"The catalogue gave {answers.Count} answers to {names.Count} names.");
            from += names.Count;
            gap ??= answers.Select(answer => answer.Gap).FirstOrDefault(told => told is not null);
            yield return new CandidatePage(
                [.. names.Zip(answers, CandidateOf)], from < list.Count ? string.Create(CultureInfo.InvariantCulture, $"{from} {gap?.Text}").TrimEnd() : null, list.Count, gap);
        }
    }

    async IAsyncEnumerable<CandidatePage> QueryAsync(
        CatalogueQuery query, string? resume, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in catalogue.SearchAsync(query, resume, cancellation))
        {
            yield return new CandidatePage(
                [
                    .. page.Products.Select(product => new Candidate(NameOf(product), product)),
                    .. page.Unusable.Select(item => new Candidate(catalogue.AddressOf(item.Collection, item.Identifier) ?? item.Identifier ?? "", null, RejectionReason.Unusable, item.Fault)),
                ],
                page.Next, page.Matched, page.Gap);
        }
    }

    /// <summary>What is not ordered is told without its URN, and an id is unique within its collection alone.</summary>
    string NameOf(CatalogueProduct product) =>
        (product.Online ? catalogue.AddressOf(product.Collection, product.ItemId ?? product.Id) : null) ?? product.Id;

    static Candidate CandidateOf(string name, CatalogueAnswer answer) => answer switch
    {
        CatalogueAnswer.Found found => new Candidate(name, found.Product),
        CatalogueAnswer.Ambiguous => new Candidate(name, null, RejectionReason.Ambiguous),
        CatalogueAnswer.Unusable unusable => new Candidate(name, null, RejectionReason.Unusable, unusable.Fault),
        _ => new Candidate(name, null, RejectionReason.Unknown),
    };
}

/// <summary>One that may become a product of a bulk.</summary>
/// <param name="Identifier">As the client or the catalogue names it.</param>
/// <param name="Product">What the catalogue has under that name, or null.</param>
/// <param name="Reason">A <see cref="RejectionReason"/> when there is no product.</param>
/// <param name="Fault">Of an unusable item: field, value and rule.</param>
readonly record struct Candidate(string Identifier, CatalogueProduct? Product, string? Reason = null, string? Fault = null);

/// <summary>A part of a selection's candidates, in its order.</summary>
/// <param name="Candidates">May be empty on any page.</param>
/// <param name="Next">Where the next part begins; null after the last.</param>
/// <param name="Matched">How many there are in all, as far as one knows.</param>
/// <param name="Gap">What the catalogue gave otherwise than it announced; told on the last page, or on each from where it is known.</param>
sealed record CandidatePage(IReadOnlyList<Candidate> Candidates, string? Next, long? Matched, CatalogueGap? Gap = null);
