using NUnit.Framework;
using OrderSaga.Bulks;

namespace OrderSaga.Tests.Bulks;

/// <summary>The state and progress of a bulk as a whole, from its batches.</summary>
public sealed class Taking_all_batches_together
{
    static Bulk Prepared(int products) => new() { State = "Successful", Phase = BulkPhase.Completed, NumberOfProducts = products };

    /// <summary>A hundred products a batch; written as status, then how many of them are successful, failed, dismissed.</summary>
    static BulkFigures.Group Group(string text)
    {
        var words = text.Split(' ');
        int Number(int index) => index < words.Length ? int.Parse(words[index], null) : 0;
        var retry = words[0].StartsWith("retry-", StringComparison.Ordinal);
        var (good, bad, gone) = (Number(1), Number(2), Number(3));
        return new BulkFigures.Group(
            words[0].Replace("retry-", "", StringComparison.Ordinal), retry, 1, retry ? good + bad + gone : 100, 0, 0, good, bad, gone, good > 0 ? good * 10 : null, null);
    }

    [TestCase("prepared, prepared", "prepared", 0)]
    [TestCase("prepared, discarded", "prepared", 50)]
    [TestCase("accepted, prepared", "running", 0)]
    [TestCase("running 50 10, prepared", "running", 30)]
    [TestCase("running 99 1, successful 100", "running", 99)]
    [TestCase("successful 100, prepared", "running", 50)]
    [TestCase("successful 100, successful 100", "complete", 100)]
    [TestCase("successful 99 1, successful 100", "partial", 100)]
    [TestCase("successful 99 1, successful 100, retry-successful 1", "complete", 100)]
    [TestCase("successful 99 1, successful 100, retry-running 0 0", "running", 99)]
    [TestCase("successful 99 1, successful 100, retry-failed 0 1", "partial", 100)]
    [TestCase("successful 100, discarded", "partial", 100)]
    [TestCase("failed 0 100, failed 0 30 70", "failed", 100)]
    [TestCase("failed 0 100, dismissed 0 0 100", "failed", 100)]
    [TestCase("dismissed 0 0 100, discarded", "dismissed", 100)]
    [TestCase("dismissed 5 0 95, discarded", "partial", 100)]
    [TestCase("discarded, discarded", "dismissed", 100)]
    public void A_prepared_bulk_stands(string batches, string state, int progress)
    {
        var figures = BulkFigures.Of(Prepared(200), [.. batches.Split(", ").Select(Group)]);
        Assert.That((figures.State, figures.Progress), Is.EqualTo((state, progress)));
        Assert.That(figures.Batches.Values.Sum(), Is.EqualTo(batches.Split(", ").Length));
    }

    [TestCase("Accepted", "running", 0)]
    [TestCase("Running", "running", 0)]
    [TestCase("Failed", "failed", 100)]
    [TestCase("Dismissed", "dismissed", 100)]
    public void A_bulk_without_batches_stands_as_its_job(string state, string whole, int progress)
    {
        var figures = BulkFigures.Of(new Bulk { State = state }, []);
        Assert.That((figures.State, figures.Progress), Is.EqualTo((whole, progress)));
    }

    [Test]
    public void Of_no_products_it_is_complete() => Assert.That(BulkFigures.Of(Prepared(0), []).State, Is.EqualTo("complete"));
}
