using System.Globalization;
using System.Runtime.CompilerServices;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;

namespace OrderSaga.Tests.Bulks.Scenarios;

/// <summary>A catalogue of as many products as one likes, made while it is read. Its first product is P-0000001.</summary>
sealed class GeneratedCatalogue(int count) : ICatalogueSearch
{
    public const string Ambiguous = "ambiguous";

    public int PageSize { get; init; } = 100;

    /// <summary>What differs from a plain product of 10 bytes, by number from 1 on.</summary>
    public Func<int, CatalogueProduct, CatalogueProduct> With { get; init; } = (_, product) => product;

    /// <summary>What it gives otherwise than it announced, told on its last page.</summary>
    public CatalogueGap? Gap { get; set; }

    /// <summary>Happens before the page that begins with this number is given.</summary>
    public Func<int, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The numbers that pages began with, as they were asked for.</summary>
    public List<int> Asked { get; } = [];

    public CatalogueQuery? LastQuery { get; private set; }

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"P-{number:D7}");

    public IReadOnlyList<FieldFault> Refuse(CatalogueQuery query) => [];

    public async IAsyncEnumerable<CataloguePage> SearchAsync(CatalogueQuery query, string? resume, [EnumeratorCancellation] CancellationToken cancellation)
    {
        LastQuery = query;
        var first = resume is null ? 1 : int.Parse(resume, CultureInfo.InvariantCulture);
        do
        {
            lock (Asked)
                Asked.Add(first);
            await Before(first, cancellation);
            var size = Math.Min(PageSize, count - first + 1);
            var next = first + size;
            yield return new CataloguePage(
                [.. Enumerable.Range(first, size).Select(Product)], next <= count ? next.ToString(CultureInfo.InvariantCulture) : null, count)
            {
                Gap = next <= count ? null : Gap,
            };
            first = next;
        }
        while (first <= count);
    }

    public async ValueTask<IReadOnlyList<CatalogueAnswer>> FindManyAsync(IReadOnlyList<string> identifiers, string? tenant, CancellationToken cancellation)
    {
        lock (Asked)
            Asked.Add(identifiers.Count);
        await Before(identifiers.Count, cancellation);
        return [.. identifiers.Select(name => Answer(name) with { Gap = Gap })];
    }

    CatalogueAnswer Answer(string name) => name switch
    {
        Ambiguous => new CatalogueAnswer.Ambiguous(2),
        _ when name.StartsWith("P-", StringComparison.Ordinal) && int.TryParse(name[2..], CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count =>
            new CatalogueAnswer.Found(Product(number)),
        _ => new CatalogueAnswer.NotFound(),
    };

    CatalogueProduct Product(int number) => With(number, new CatalogueProduct(
        Id(number), string.Create(CultureInfo.InvariantCulture, $"URN:FEATURE:DATA:north:00000000-0000-4000-8000-{number:D12}:V1"), "M", "DATA", 10, false, null, null));
}
