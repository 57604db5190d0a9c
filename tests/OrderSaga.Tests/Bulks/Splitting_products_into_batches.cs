using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Catalogue;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Bulks;

/// <summary>What holds for every selection, whatever the catalogue answers.</summary>
public sealed class Splitting_products_into_batches
{
    static readonly Guid Bulk = new("0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69");
    static readonly PatchRules Archive = new(Options.Create(new RegardsOptions()));

    /// <summary>Candidates and limits. Names repeat, sizes are missing, wrong or huge, so that every rule is met.</summary>
    sealed record Selection(Candidate[] Candidates, int BatchProducts, long? BatchVolume)
    {
        public BulkLimits Limits => new(BatchProducts, BatchVolume, UnknownSize: 7, MostProducts: 1000, MostBatches: 1000);

        public override string ToString() => $"{BatchProducts} products, {BatchVolume} bytes: {string.Join("; ", Candidates.Select(c => $"{c.Identifier} {c.Product?.Size} {c.Reason}"))}";
    }

    static readonly long?[] Sizes = [null, 0, 1, 5, 7, 10, 11, 100, -3, long.MaxValue, BatchSplit.LargestSize];

    static Gen<Candidate> Candidates =>
        Gen.Choose(0, 60).SelectMany(number => Gen.Elements(Sizes).SelectMany(size => Gen.Choose(0, 19).Select(kind => kind switch
        {
            0 => new Candidate($"P-{number}", null, RejectionReason.Unknown),
            1 => new Candidate($"P-{number}", null, RejectionReason.Ambiguous),
            2 => new Candidate($"P-{number}", Product(number, size) with { Urn = "no URN" }),
            3 => new Candidate($"P-{number}", Product(number, size) with { Online = true }),
            _ => new Candidate($"P-{number}", Product(number, size)),
        })));

    static Arbitrary<Selection> Selections =>
        Gen.Choose(0, 40).SelectMany(count => Candidates.ArrayOf(count)
            .SelectMany(candidates => Gen.Choose(1, 6)
                .SelectMany(products => Gen.Elements<long?>(null, 1, 10, 25).Select(volume => new Selection(candidates, products, volume)))))
        .ToArbitrary();

    static CatalogueProduct Product(int number, long? size) =>
        new($"P-{number}", $"URN:FEATURE:DATA:north:00000000-0000-4000-8000-{number:D12}:V1", "M", "DATA", size, false, null, null);

    static List<BulkProduct> Split(Selection selection) => Take(new BulkContents(Bulk, selection.Limits, Archive), selection.Candidates);

    static List<BulkProduct> Take(BulkContents contents, IEnumerable<Candidate> candidates) => [.. candidates.Select(contents.Take)];

    static void ForAll(Action<Selection, List<BulkProduct>> holds) =>
        Prop.ForAll(Selections, selection => holds(selection, Split(selection))).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    static long Bytes(BulkProduct product) => product.Size is >= 0 and <= BatchSplit.LargestSize ? product.Size.Value : 7;

    [Test]
    public void Nothing_is_lost_and_the_order_is_kept() => ForAll((selection, products) =>
    {
        Assert.That(products.Select(product => product.Identifier), Is.EqualTo(selection.Candidates.Select(candidate => candidate.Identifier)));
        Assert.That(products.Select(product => product.Position), Is.EqualTo(Enumerable.Range(1, products.Count)));
        Assert.That(products.Select(product => product.BatchNumber is null), Is.EqualTo(products.Select(product => product.Reason is not null)));
        Assert.That(products.Where(product => product.BatchNumber is not null).Select(product => product.BatchNumber!.Value), Is.Ordered);
    });

    [Test]
    public void No_product_is_ordered_twice() => ForAll((_, products) =>
        Assert.That(products.Where(product => product.Reason is null).Select(product => product.Urn), Is.Unique));

    [Test]
    public void A_product_that_comes_again_is_a_duplicate_and_the_first_is_ordered() => ForAll((_, products) =>
    {
        foreach (var same in products.Where(product => product.Urn is not null).GroupBy(product => product.Urn))
        {
            Assert.That(same.First().Reason, Is.Null.Or.EqualTo(RejectionReason.AlreadyOnline));
            Assert.That(same.Skip(1).Select(product => product.Reason), Is.All.EqualTo(RejectionReason.Duplicate));
        }
    });

    [Test]
    public void No_limit_is_broken_but_by_a_product_alone() => ForAll((selection, products) =>
    {
        foreach (var batch in products.Where(product => product.Reason is null).GroupBy(product => product.BatchNumber))
        {
            Assert.That(batch.Count(), Is.LessThanOrEqualTo(selection.BatchProducts));
            if (batch.Count() > 1 && selection.BatchVolume is { } most)
                Assert.That(batch.Sum(product => (decimal)Bytes(product)), Is.LessThanOrEqualTo(most));
        }
    });

    [Test]
    public void No_batch_is_closed_before_it_must_be() => ForAll((selection, products) =>
    {
        var batches = products.Where(product => product.Reason is null).GroupBy(product => product.BatchNumber).Select(batch => batch.ToList()).ToList();
        foreach (var (batch, next) in batches.Zip(batches.Skip(1)))
        {
            var full = batch.Count == selection.BatchProducts;
            var heavy = selection.BatchVolume is { } most && batch.Append(next[0]).Sum(product => (decimal)Bytes(product)) > most;
            Assert.That(full || heavy, Is.True);
        }
    });

    [Test]
    public void The_figures_are_those_of_the_products() => ForAll((selection, products) =>
    {
        var contents = new BulkContents(Bulk, selection.Limits, Archive);
        Take(contents, selection.Candidates);
        var ordered = products.Where(product => product.Reason is null).ToList();
        var batches = ordered.GroupBy(product => product.BatchNumber).ToList();
        Assert.That((contents.Taken, contents.Ordered, contents.Rejected), Is.EqualTo((products.Count, ordered.Count, products.Count - ordered.Count)));
        Assert.That(contents.RejectedByReason, Is.EquivalentTo(
            products.Where(product => product.Reason is not null).GroupBy(product => product.Reason!).ToDictionary(same => same.Key, same => same.Count())));
        Assert.That(contents.Batches.Select(batch => batch.Products), Is.EqualTo(batches.Select(batch => batch.Count())));
        Assert.That(contents.Batches.Select(batch => (decimal)batch.Volume), Is.EqualTo(batches.Select(batch => Math.Min(long.MaxValue, batch.Sum(product => (decimal)Bytes(product))))));
        Assert.That((decimal)contents.Volume, Is.EqualTo(Math.Min(long.MaxValue, ordered.Sum(product => (decimal)Bytes(product)))));
    });

    [Test]
    public void Stopped_anywhere_it_goes_on_to_the_same_batches() =>
        Prop.ForAll(Selections, Gen.Choose(0, 40).ToArbitrary(), (selection, cut) =>
        {
            var whole = Split(selection);
            var resumed = new BulkContents(Bulk, selection.Limits, Archive);
            foreach (var product in whole.Take(cut))
                resumed.Restore(new BulkTable.StoredProduct(product.Identifier, product.Urn, product.Size, product.BatchNumber, product.Reason, null));
            var rest = Take(resumed, selection.Candidates.Skip(cut));
            Assert.That(rest.Select(Facts), Is.EqualTo(whole.Skip(cut).Select(Facts)));
            var straight = new BulkContents(Bulk, selection.Limits, Archive);
            Take(straight, selection.Candidates);
            Assert.That(resumed.Batches, Is.EqualTo(straight.Batches));
            Assert.That((resumed.Taken, resumed.Volume), Is.EqualTo((straight.Taken, straight.Volume)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    static (int, string?, Guid?, int?, string?) Facts(BulkProduct product) =>
        (product.Position, product.Urn, product.BatchId, product.BatchNumber, product.Reason);

    [Test]
    public void Batches_have_ids_of_their_own_that_depend_on_bulk_and_number_alone()
    {
        var ids = Enumerable.Range(1, 2000).SelectMany(number => new[] { BatchIds.Of(Bulk, number), BatchIds.Of(Guid.Empty, number) }).ToList();
        Assert.That(ids, Is.Unique);
        Assert.That(ids.Select(id => id.Version), Is.All.EqualTo(8));
        Assert.That(BatchIds.Of(Bulk, 1), Is.EqualTo(new Guid("1dac5735-1407-827f-ab57-e6ecd6e10475")), "stored batches keep their ids over releases");
    }

    [Test]
    public void More_products_than_allowed_are_told_with_the_limit()
    {
        var contents = new BulkContents(Bulk, new BulkLimits(1, null, 0, MostProducts: 2, MostBatches: 9), Archive);
        Take(contents, [new("P-1", Product(1, 1)), new("P-2", Product(2, 1) with { Online = true }), new("P-1", Product(1, 1)), new("?", null, RejectionReason.Unknown)]);
        Assert.That(contents.Excess(), Is.Null, "what is repeated or unknown does not count");
        contents.Take(new Candidate("P-3", Product(3, 1)));
        Assert.That(contents.Excess(), Is.EqualTo((BulkReason.TooLarge, "The selection has more than 2 products.")));
    }

    [Test]
    public void More_batches_than_allowed_are_told_with_the_limit()
    {
        var contents = new BulkContents(Bulk, new BulkLimits(1, null, 0, MostProducts: 9, MostBatches: 1), Archive);
        contents.Take(new Candidate("P-1", Product(1, 1)));
        Assert.That(contents.Excess(), Is.Null);
        contents.Take(new Candidate("P-2", Product(2, 1)));
        Assert.That(contents.Excess(), Is.EqualTo((BulkReason.TooLarge, "The products make more than 1 batches; allow larger ones.")));
    }

    [Test]
    public void What_REGARDS_could_not_find_is_not_ordered_and_its_fault_told()
    {
        var contents = new BulkContents(Bulk, new BulkLimits(1, null, 0, 9, 9), Archive);
        var product = contents.Take(new Candidate("P-1", Product(1, 1) with { Urn = "no URN" }));
        Assert.That((product.Reason, product.Urn, product.BatchId), Is.EqualTo((RejectionReason.Unusable, (string?)null, (Guid?)null)));
        Assert.That(product.Fault, Does.StartWith("product.urn = 'no URN': "));
    }
}
